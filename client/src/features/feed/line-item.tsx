import type { ReactNode } from 'react';

type LineItemProps = { prompt: string; note: ReactNode; by: ReactNode; actions?: ReactNode };

/** One prompt of the line. In a column on a wide page, a card of the strip on a narrow one. */
export const LineItem = ({ prompt, note, by, actions }: LineItemProps) => (
  <article
    aria-label={prompt}
    className="flex animate-appear items-start gap-3 py-2.5 md:first:pt-0 max-md:sheet max-md:h-full max-md:w-52 max-md:shrink-0 max-md:flex-col max-md:p-4 md:min-h-14"
  >
    <div className="min-w-0 flex-1 max-md:w-full">
      <p dir="auto" className="line-clamp-4 text-base leading-6 md:line-clamp-2">
        {prompt}
      </p>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted text-xs">
        {note}
        {by}
      </p>
    </div>
    {actions && <div className="flex shrink-0 items-center gap-1 max-md:-mb-2 max-md:-ml-1">{actions}</div>}
  </article>
);
