import type { Generation } from '@darkroom/protocol';
import { useEffect, useState } from 'react';

/** How long a finished picture stays in the tray before only the contact sheet has it: a small model would else only flash by. */
const LINGER_MS = 1_800;

/** Those that develop, and those that did until a moment ago and finished, each where it was. */
export function useLingering(developing: Generation[], all: Record<string, Generation>): Generation[] {
  const [shown, setShown] = useState<string[]>([]);
  const ids: string[] = developing.map((generation) => generation.id);
  const kept = shown.filter((id) => ids.includes(id) || all[id]?.status === 'finished');
  const order = [...kept, ...ids.filter((id) => !kept.includes(id))];
  const key = order.join(' ');
  const leaving = order.filter((id) => all[id]?.status === 'finished').join(' ');

  useEffect(() => setShown(key === '' ? [] : key.split(' ')), [key]);

  useEffect(() => {
    const timers = leaving
      .split(' ')
      .filter(Boolean)
      .map((id) => setTimeout(() => setShown((now) => now.filter((other) => other !== id)), LINGER_MS));
    return () => timers.forEach(clearTimeout);
  }, [leaving]);

  return order.flatMap((id) => all[id] ?? []);
}
