import type { ReactNode } from 'react';
import { Wordmark } from './wordmark.tsx';

type NoticeProps = { title: ReactNode; corner?: ReactNode; children?: ReactNode };

/** A page that says one thing and offers one way on. */
export function Notice({ title, corner, children }: NoticeProps) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-6 py-6">
      <header className="-mx-2 flex items-center justify-between">
        {/* A plain link: whatever went wrong, this loads the first page anew. */}
        <a href="/" className="inline-flex h-11 items-center rounded-control px-2">
          <Wordmark />
        </a>
        {corner}
      </header>
      <main className="flex flex-1 flex-col items-start justify-center gap-6 pb-24">
        <h1 className="text-balance text-xl font-medium">{title}</h1>
        {children}
      </main>
    </div>
  );
}
