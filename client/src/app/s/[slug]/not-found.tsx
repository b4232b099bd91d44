'use client';

import { useTexts } from '../../../texts/use-texts.ts';
import { buttonStyles } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';

/** The same for a link that was taken back, one whose picture is gone, and one that never was. */
export default function NothingShared() {
  const { common, sharing } = useTexts();
  return (
    <Notice title={sharing.nothingHere}>
      <p className="text-muted">{sharing.whyNothing}</p>
      <a href="/" className={buttonStyles({ kind: 'outline' })}>
        {common.toFirstPage}
      </a>
    </Notice>
  );
}
