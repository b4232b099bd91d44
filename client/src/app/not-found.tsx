'use client';

import { useTexts } from '../texts/use-texts.ts';
import { buttonStyles } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

export default function NotFound() {
  const { common } = useTexts();
  return (
    <Notice title={common.noPageHere}>
      {/* A plain link: what a Link brings would come with every page, for it may turn out not to be there. */}
      <a href="/" className={buttonStyles({ kind: 'outline' })}>
        {common.toFirstPage}
      </a>
    </Notice>
  );
}
