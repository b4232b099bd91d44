'use client';

import type { GalleryFacets } from '@darkroom/protocol';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useFeed } from '../../lib/connection.ts';
import { countFilters, type Filter } from '../../lib/gallery/filter.ts';
import { useGallery } from '../../lib/gallery/store.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Input, inputStyles } from '../../ui/field.tsx';
import { FilterIcon } from '../../ui/icons.tsx';
import { Popover } from '../../ui/popover.tsx';
import { changeFilter, clearFilter } from './filter-route.ts';

/** The button says how many filters are on; behind it is what there is to filter by in this room, with numbers. */
export function FilterPanel({ filter }: { filter: Filter }) {
  const { gallery } = useAllTexts();
  const count = countFilters(filter);
  return (
    <Popover
      label={gallery.filter}
      trigger={
        <Button kind={count > 0 ? 'outline' : 'quiet'} size="tool" aria-label={gallery.filtersOn(count)}>
          <FilterIcon />
          <span className="max-md:hidden">{gallery.filter}</span>
          {count > 0 && <span className="figures text-safelight">{count}</span>}
        </Button>
      }
    >
      <Filters filter={filter} />
    </Popover>
  );
}

function Filters({ filter }: { filter: Filter }) {
  const { gallery } = useAllTexts();
  const facets = useFacets();
  const models = useFeed((feed) => feed.models);
  const titleOf = (name: string) => models.find((model) => model.name === name)?.title ?? name;
  return (
    <div className="-m-1 flex max-h-[calc(var(--radix-popover-content-available-height)-2rem)] flex-col gap-3 overflow-y-auto p-1">
      <Choice
        label={gallery.author}
        value={filter.author}
        onChange={(author) => changeFilter({ author })}
        options={facets?.authors.map(({ id, name, pictures }) => [id, name, pictures])}
      />
      <Choice
        label={gallery.model}
        value={filter.model}
        onChange={(model) => changeFilter({ model })}
        options={facets?.models.map(({ name, pictures }) => [name, titleOf(name), pictures])}
      />
      <Choice
        label={gallery.size}
        value={filter.size}
        onChange={(size) => changeFilter({ size })}
        options={facets && [...shapes(gallery), ...facets.sizes.map(sizeOption)]}
      />
      <div className="flex flex-wrap gap-x-5">
        <Check isOn={filter.favourite} onChange={(favourite) => changeFilter({ favourite })}>
          {gallery.favourites}
        </Check>
        <Check isOn={filter.pinned} onChange={(pinned) => changeFilter({ pinned })}>
          {gallery.pinned}
        </Check>
      </div>
      <div className="flex flex-col gap-2">
        <Day label={gallery.from} value={filter.from} max={filter.to} onChange={(from) => changeFilter({ from })} />
        <Day label={gallery.to} value={filter.to} min={filter.from} onChange={(to) => changeFilter({ to })} />
      </div>
      <Button size="small" disabled={countFilters(filter) === 0} onClick={clearFilter}>
        {gallery.noFilter}
      </Button>
    </div>
  );
}

/** Asked anew each time the panel opens; without an answer there is nothing to choose, and the rest works. */
function useFacets(): GalleryFacets | undefined {
  const slug = useGallery((gallery) => gallery.slug);
  const [facets, setFacets] = useState<GalleryFacets>();
  useEffect(() => {
    let isGone = false;
    api.facets(slug).then(
      (found) => !isGone && setFacets(found),
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [slug]);
  return facets;
}

type Option = [value: string, label: string, pictures?: number];

const shapes = ({ landscape, portrait, square }: { landscape: string; portrait: string; square: string }): Option[] => [
  ['landscape', landscape],
  ['portrait', portrait],
  ['square', square],
];

const sizeOption = ({ width, height, pictures }: GalleryFacets['sizes'][number]): Option => [
  `${width}x${height}`,
  `${width} × ${height}`,
  pictures,
];

type ChoiceProps = { label: string; value: string; onChange: (value: string) => void; options: Option[] | undefined };

function Choice({ label, value, onChange, options = [] }: ChoiceProps) {
  const { gallery } = useAllTexts();
  const id = useId();
  const isListed = options.some(([one]) => one === value);
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-muted text-sm">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`${inputStyles} h-11 md:h-10`}
      >
        <option value="">{gallery.any}</option>
        {value && !isListed && <option value={value}>…</option>}
        {options.map(([one, name, pictures]) => (
          <option key={one} value={one}>
            {pictures === undefined ? name : `${name} (${pictures})`}
          </option>
        ))}
      </select>
    </div>
  );
}

type CheckProps = { isOn: boolean; onChange: (isOn: boolean) => void; children: ReactNode };

const Check = ({ isOn, onChange, children }: CheckProps) => (
  <label className="flex min-h-11 cursor-pointer items-center gap-2.5 text-sm md:min-h-9">
    <input
      type="checkbox"
      checked={isOn}
      onChange={(event) => onChange(event.target.checked)}
      className="size-4 accent-safelight"
    />
    {children}
  </label>
);

type DayProps = { label: string; value: string; min?: string; max?: string; onChange: (value: string) => void };

function Day({ label, value, min, max, onChange }: DayProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 items-center gap-3">
      <label htmlFor={id} className="w-12 shrink-0 text-muted text-sm">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={value}
        min={min || undefined}
        max={max || undefined}
        onChange={(event) => onChange(event.target.value)}
        look="small"
      />
    </div>
  );
}
