'use client';

import { useSearchParams } from 'next/navigation';
import { lazy, Suspense } from 'react';
import { parsePair } from './differences.ts';

// Seldom opened: the room does not wait for it.
const CompareDialog = lazy(() => import('./compare-dialog.tsx'));

/** Two pictures over one another, where the address names them. */
export function Compare() {
  const pair = parsePair(useSearchParams().get('compare'));
  return pair ? (
    <Suspense>
      <CompareDialog pair={pair} />
    </Suspense>
  ) : null;
}
