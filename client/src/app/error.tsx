'use client';

import { useTexts } from '../texts/use-texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

export default function ErrorPage({ reset }: { reset: () => void }) {
  const { common } = useTexts();
  return (
    <Notice title={common.pageBroke}>
      <p className="text-muted">{common.pageBrokeKept}</p>
      <Button onClick={reset}>{common.showPageAgain}</Button>
    </Notice>
  );
}
