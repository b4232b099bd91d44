'use client';

import { useSearchParams } from 'next/navigation';
import { later } from '../../../ui/later.tsx';
import { parsePair } from './differences.ts';

// Seldom opened: the room does not wait for it.
const CompareDialog = later<{ pair: [string, string | null] }>(() =>
  import('./compare-dialog.tsx').then((module) => module.default),
);

/** Two pictures over one another, where the address names them. */
export function Compare() {
  const pair = parsePair(useSearchParams().get('compare'));
  return pair ? <CompareDialog pair={pair} /> : null;
}
