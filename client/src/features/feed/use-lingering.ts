import type { Generation } from '@darkroom/protocol';
import { useEffect, useState } from 'react';
import { placesInTray } from './tray-places.ts';

/** How long a finished picture stays in the tray before only the contact sheet has it: a small model's would else only flash by. */
const LINGER_MS = 1_800;

/** Those that develop, and those that finished a moment ago and whose place nobody needs yet. */
export function useLingering(developing: Generation[], all: Record<string, Generation>): Generation[] {
  const [shown, setShown] = useState<string[]>([]);
  const isFinished = (id: string) => all[id]?.status === 'finished';
  const order = placesInTray(
    shown,
    developing.map((generation) => generation.id),
    isFinished,
  );
  const key = order.join(' ');
  const leaving = order.filter(isFinished).join(' ');

  useEffect(() => setShown(key === '' ? [] : key.split(' ')), [key]);

  useEffect(() => {
    const ids = leaving.split(' ').filter(Boolean);
    const timers = ids.map((id) => setTimeout(() => setShown((now) => now.filter((other) => other !== id)), LINGER_MS));
    return () => timers.forEach(clearTimeout);
  }, [leaving]);

  return order.flatMap((id) => all[id] ?? []);
}
