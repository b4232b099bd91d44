/** What is searched and filtered stands in the address: "back" undoes it, and the link shows others the same. */
import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { type Filter, NO_FILTER, readFilter, writeFilter } from '../../lib/gallery/filter.ts';
import { applyFilter } from '../../lib/gallery/store.ts';

/** As the address has it at this moment, while `useSearchParams` waits for the next drawing. */
const filterInAddress = () => readFilter(new URLSearchParams(location.search));

/** `replace`: one goes on changing the same thing, which "back" undoes as one. */
export function changeFilter(change: Partial<Filter>, how: 'push' | 'replace' = 'push'): void {
  const params = writeFilter({ ...filterInAddress(), ...change }, new URLSearchParams(location.search));
  const search = params.toString();
  const address = location.pathname + (search && `?${search}`);
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
}

export const clearFilter = () => changeFilter({ ...NO_FILTER, sort: filterInAddress().sort });

export function useFilter(): Filter {
  const params = useSearchParams();
  const filter = useMemo(() => readFilter(params), [params]);
  useEffect(() => applyFilter(filter), [filter]);
  return filter;
}
