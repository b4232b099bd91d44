'use client';

import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <Notice title="Something on this page broke.">
      <p className="text-muted">Your pictures are safe, and what you typed is kept in this browser.</p>
      <Button onClick={reset}>Show the page again</Button>
    </Notice>
  );
}
