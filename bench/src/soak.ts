/** Hours of use in small: whatever grows is seen. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Room } from '@darkroom/protocol';
import { createClient } from 'redis';
import { SHARED_BUFFERS_MB } from '../../stack/src/embedded-postgres.ts';
import { jsonOf } from '../../stack/src/generate/wire.ts';
import type { Stack } from '../../stack/src/stack.ts';
import { type Figure, figure, median } from './figures.ts';
import { type Deeds, Regular } from './regular.ts';
import { usageByProcess } from './usage.ts';
import { enter } from './visitor.ts';

const PEOPLE = 20;
const ROOMS = 5;
const SAMPLE_MS = 10_000;
/** Processes have warmed up by then. In a short run it is a third of it. */
const WARM_MINUTES = 5;
/** At both ends the median of so many samples: what a single one says depends on when garbage was collected last. */
const SAMPLES = 6;
const MOST_GROWTH = 1.2;
/** Connections come and go; a leak of one a minute would show all the same. */
const SPARE_HANDLES = 20;
const SPARE_KEYS = 50;
/** A cache may fill; it has a size, and a tenth for what lies beside it. */
const MOST_SHARED_MB = 1.1 * SHARED_BUFFERS_MB;

type Sample = Map<string, number>;

/** 20 people in 5 rooms for so many minutes: memory, handles and Redis keys at the end against those after five minutes. */
export async function soak(stack: Stack, minutes: number, say: (text: string) => void): Promise<Figure[]> {
  const deeds: Deeds = { pictures: 0, cancelled: 0, visits: 0, pages: 0, faults: [] };
  const host = await enter(stack.url, 'Host');
  const makeRoom = async () => jsonOf<Room>(await host.post('/api/rooms', {}), 'No room');
  const rooms = await Promise.all(Array.from({ length: ROOMS }, makeRoom));
  const names = Array.from({ length: PEOPLE }, (_, index) => `Person ${index + 1}`);
  const people = await Promise.all(names.map((name) => Regular.enter(stack.url, name, rooms, deeds)));
  const over = AbortSignal.timeout(minutes * 60_000);
  const lives = people.map((person) => person.live(over));
  const samples = await watch(stack, over, (minute) => say(`${minute.toFixed(1)} min  ${summary(deeds)}`));
  await Promise.all(lives);
  for (const fault of new Set(deeds.faults)) say(`fault: ${fault}`);
  const warm = Math.floor((Math.min(WARM_MINUTES, minutes / 3) * 60_000) / SAMPLE_MS);
  return [
    figure(`${minutes} min of ${PEOPLE} people in ${ROOMS} rooms: pictures`, deeds.pictures, ''),
    figure('visits', deeds.visits, ''),
    figure('faults', deeds.faults.length, '', 0),
    ...growth(samples.slice(warm, warm + SAMPLES), samples.slice(-SAMPLES)),
  ];
}

async function watch(stack: Stack, over: AbortSignal, tell: (minute: number) => void): Promise<Sample[]> {
  const redis = await createClient({ url: stack.env.REDIS_URL ?? '' }).connect();
  const samples: Sample[] = [];
  while (!over.aborted) {
    await sleep(SAMPLE_MS, undefined, { signal: over }).catch(() => {});
    const sample: Sample = new Map([['keys, Redis', await redis.dbSize()]]);
    for (const { name, megabytes, sharedMegabytes, handles } of usageByProcess(stack.parts.list())) {
      sample.set(`MB, ${name}`, megabytes).set(`handles, ${name}`, handles);
      if (sharedMegabytes > 1) sample.set(`shared MB, ${name}`, sharedMegabytes);
    }
    samples.push(sample);
    if (samples.length % 6 === 0) tell((samples.length * SAMPLE_MS) / 60_000);
  }
  redis.destroy();
  return samples;
}

function growth(early: Sample[], late: Sample[]): Figure[] {
  const names = [...(late.at(-1)?.keys() ?? [])].toSorted();
  const at = (samples: Sample[], name: string) => median(samples.map((sample) => sample.get(name) ?? Number.NaN));
  return names.map((name) => {
    const [before, after] = [at(early, name), at(late, name)];
    const [unit = ''] = name.split(',', 1);
    const spare = { handles: SPARE_HANDLES, keys: SPARE_KEYS }[unit] ?? 0;
    const most = unit === 'shared MB' ? MOST_SHARED_MB : before * MOST_GROWTH + spare;
    const goal = Number(most.toFixed(1));
    return figure(`${name}: ${before.toFixed(0)} warm, at the end`, after, unit, goal);
  });
}

const summary = ({ pictures, cancelled, visits, pages, faults }: Deeds) =>
  `${pictures} pictures, ${cancelled} cancelled, ${visits} visits, ${pages} pages, ${faults.length} faults`;
