'use client';

import Link from 'next/link';
import { useTexts } from '../texts/use-texts.ts';
import { buttonStyles } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

export default function NotFound() {
  const { common } = useTexts();
  return (
    <Notice title={common.noPageHere}>
      <Link href="/" className={buttonStyles({ kind: 'outline' })}>
        {common.toFirstPage}
      </Link>
    </Notice>
  );
}
