'use client';

import type { ReactNode } from 'react';
import type { Filter } from '../../lib/gallery/filter.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { SortIcon } from '../../ui/icons.tsx';
import { whenDrawn } from '../../ui/later.tsx';
import { changeFilter } from './filter-route.ts';
import { SearchField } from './search-field.tsx';

/** Comes with the first look at it. */
const FilterButton = whenDrawn<{ filter: Filter }>(
  () => import('./filter-panel.tsx').then((module) => module.FilterPanel),
  <span className="size-11 md:h-9 md:w-24" />,
);

/** Search, filter and sort, at the head of the sheet. */
export function SheetTools({ filter, children }: { filter: Filter; children?: ReactNode }) {
  const { gallery } = useAllTexts();
  const isOldest = filter.sort === 'oldest';
  return (
    <div className="flex min-w-0 flex-1 items-center justify-end gap-1 max-md:basis-full md:gap-2">
      <SearchField q={filter.q} />
      <FilterButton filter={filter} />
      <Button
        kind="quiet"
        size="tool"
        aria-label={gallery.sortedBy(isOldest)}
        title={gallery.sortedBy(isOldest)}
        onClick={() => changeFilter({ sort: isOldest ? 'newest' : 'oldest' })}
      >
        <SortIcon className={isOldest ? '-scale-y-100' : undefined} />
        <span className="max-md:hidden">{isOldest ? gallery.oldestFirst : gallery.newestFirst}</span>
      </Button>
      {children}
    </div>
  );
}
