/** The database made a change, and the connection broke before it said so; or somebody else was quicker. */
import { type Fact, type Generation, GenerationId } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Forecasts } from '../queue/forecasts.ts';
import type { GenerationQueue } from '../queue/generation.queue.ts';
import type { RoomFeed } from '../realtime/room-feed.ts';
import type { Log } from '../shared/log.ts';
import { GenerationService } from './generation.service.ts';
import { GenerationLifecycle } from './generation-lifecycle.ts';
import type { GenerationsRepository } from './generations.repository.ts';

const id = GenerationId.parse(uuidv7());
const never = undefined as never;

type Dismissable = Generation & { dismissedAt?: Date; cancelRequestedAt?: Date };
let row: Dismissable;
let told: Fact[];

/** One row. An update that expects another status is refused, as in Postgres. */
const repository = {
  find: async () => row,
  waits: async () => false,
  update: async (
    _: string,
    expected: { status?: unknown; dismissedAt?: null; cancelRequestedAt?: null },
    change: Partial<Dismissable>,
  ) => {
    const isDismissed = 'dismissedAt' in expected && row.dismissedAt;
    const isCancelled = 'cancelRequestedAt' in expected && row.cancelRequestedAt;
    if (isDismissed || isCancelled || !accepts(expected.status, row.status)) return null;
    row = { ...row, ...change };
    return row;
  },
} as unknown as GenerationsRepository;
const accepts = (expected: unknown, status: string) =>
  typeof expected === 'object' ? JSON.stringify(expected).includes(`"${status}"`) : expected === status;

const queue = {
  remove: async () => true,
  tookAllBack: async () => {},
  waitsAgain: async () => {},
  addOnce: async () => true,
};
const feed = { publish: async (_: string, fact: Fact) => void told.push(fact) } as unknown as RoomFeed;
const flags = { raise: async () => {}, lower: async () => {} } as never;
const forecasts = { cameTrue: async () => {} } as unknown as Forecasts;
const lifecycle = new GenerationLifecycle(repository, queue as unknown as GenerationQueue, forecasts, feed);
const service = new GenerationService(
  repository,
  queue as unknown as GenerationQueue,
  feed,
  never,
  never,
  flags,
  {} as Log,
  never,
);

const standing = (status: Generation['status']) => {
  row = { id, roomId: 'room', status, attempts: 1, revision: 1, author: {} } as unknown as Generation;
  return row;
};

beforeEach(() => {
  told = [];
});

describe('[RC6] the room hears of a change that is asked for again because its answer was lost', () => {
  it.each([
    ['finish', 'generation:finished', (before: Generation) => lifecycle.finish(before)],
    ['cancelled', 'generation:cancelled', (before: Generation) => lifecycle.cancelled(before)],
    [
      'fail',
      'generation:failed',
      (before: Generation) => lifecycle.fail(before, { code: 'model_failed', message: 'x', retryable: true }),
    ],
    ['giveBack', 'generation:queued', (before: Generation) => lifecycle.giveBack(before, { countAttempt: true })],
  ] as const)('by the worker: %s', async (_, fact, change) => {
    const before = standing('developing');
    await change(before);
    await change(before);
    expect(told).toEqual([fact, fact]);
  });

  it.each([
    ['cancel', 'generation:cancelled', 'queued', () => service.cancel(id)],
    ['retry', 'generation:queued', 'failed', () => service.retry(id)],
    ['dismiss', 'generation:dismissed', 'failed', () => service.dismiss(id)],
  ] as const)('by a person: %s', async (_, fact, status, change) => {
    standing(status);
    await change();
    await change();
    expect(told).toEqual([fact, fact]);
  });
});

it('[GN1] a change that another attempt was quicker with is not told', async () => {
  const before = standing('developing');
  row = { ...row, attempts: 2 };
  row = { ...row, status: 'finished' };
  await lifecycle.cancelled(before);
  await lifecycle.finish(before);
  expect(told).toEqual([]);
});

it('[GN1] what was given up while it failed for the last time, or was given back, ends cancelled', async () => {
  const failed = (before: Generation) =>
    lifecycle.fail(before, { code: 'model_failed', message: 'x', retryable: true });
  const givenBack = (before: Generation) => lifecycle.giveBack(before, { countAttempt: true });
  for (const end of [failed, givenBack]) {
    const before = standing('developing');
    await service.cancel(id);
    await end(before);
    expect(row.status).toBe('cancelled');
  }
  expect(told).toEqual(['generation:cancelled', 'generation:cancelled']);
});

it('[GN5] a cancel finds one that goes back into line between its two looks', async () => {
  standing('developing');
  const { update } = repository;
  repository.update = async (...change) => {
    const changed = await update(...change);
    // A worker gives it back after the cancel looked for one that waits.
    row = { ...row, status: row.status === 'developing' ? 'queued' : row.status };
    return changed;
  };
  expect(await service.cancel(id)).toMatchObject({ status: 'cancelled' });
  repository.update = update;
});
