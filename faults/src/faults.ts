/** What can happen to Darkroom, by name. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freeze, killForGood, type Name } from '../../server/test/support/parts.ts';
import { killModelWorker } from '../../server/test/support/torchserve.ts';
import type { Plan } from './plan.ts';
import type { World } from './world.ts';

export interface Fault {
  name: string;
  /** Waiting work has to go on so soon after the fault's end. Seconds. */
  goalS: number;
  /** Resolves when everything is back. `over` is called at the fault's end: when what was hit works again, or is started again. */
  strike(world: World, plan: Plan, over: () => void): Promise<void>;
}

const GOAL_S = 10;
/** Where a model has to load again. */
const GOAL_WITH_MODEL_S = 20;
const PAUSE_MS = 20_000;
const HINDRANCE_MS = 10_000;
const LATENCY_MS = { s3: 500, network: 300 };
const RESET_PERCENT = 5;

/** It stays away for a while; the fault ends when it is started again, not when it answers. */
const killed =
  (part: Name, whileAway: (world: World) => void = () => {}): Fault['strike'] =>
  async (world, { awayMs }, over) => {
    await killForGood(world.stack, part);
    whileAway(world);
    await sleep(awayMs);
    over();
    await world.stack.parts.get(part).start();
  };

const paused =
  (part: Name): Fault['strike'] =>
  async ({ stack }, _, over) => {
    const thaw = freeze(stack, part);
    await sleep(PAUSE_MS).finally(thaw);
    over();
  };

const hindered =
  (worsen: (world: World) => void): Fault['strike'] =>
  async (world, _, over) => {
    worsen(world);
    await sleep(HINDRANCE_MS);
    world.calm();
    over();
  };

const forgetRedis = ({ home }: World) => rmSync(path.join(home.path, 'valkey', 'appendonlydir'), { recursive: true });

const fault = (name: string, strike: Fault['strike'], goalS = GOAL_S): Fault => ({ name, goalS, strike });

export const FAULTS: Fault[] = [
  fault('gateway-killed', async ({ cluster }, { which, awayMs }, over) => {
    const { process } = cluster.gatewayAt(which);
    await process.kill();
    // The other one is there: the fault is over at once.
    over();
    await sleep(awayMs);
    await process.start();
  }),
  fault('worker-killed', async ({ cluster }, { which, awayMs }, over) => {
    const worker = cluster.workers[which] ?? cluster.worker;
    await worker.kill();
    over();
    await sleep(awayMs);
    await worker.start();
  }),
  fault(
    'model-worker-killed',
    async ({ stack }, _, over) => {
      await killModelWorker(stack.env.TORCHSERVE_MANAGEMENT_URL ?? '');
      over();
    },
    GOAL_WITH_MODEL_S,
  ),
  fault('torchserve-killed', killed('torchserve'), GOAL_WITH_MODEL_S),
  fault('redis-killed', killed('valkey')),
  fault('redis-lost', killed('valkey', forgetRedis)),
  fault('postgres-killed', killed('postgres')),
  fault('s3-killed', killed('s3')),
  fault('redis-paused', paused('valkey')),
  fault('postgres-paused', paused('postgres')),
  fault('s3-paused', paused('s3')),
  fault('torchserve-paused', paused('torchserve')),
  fault(
    's3-slow',
    hindered(({ s3 }) => {
      s3.latencyMs = LATENCY_MS.s3;
    }),
  ),
  fault(
    's3-full',
    hindered(({ s3 }) => {
      s3.isFull = true;
    }),
  ),
  fault(
    'network-bad',
    hindered(({ network }) => network.set({ latencyMs: LATENCY_MS.network, resetPercent: RESET_PERCENT })),
  ),
  fault('rolling-restart', async ({ cluster }, _, over) => {
    for (const { process } of cluster.gateways) {
      await process.stop();
      await process.start();
    }
    over();
  }),
];
