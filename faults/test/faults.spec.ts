/** `npm run faults` in small: the quick faults under a few prompts, and the schedules that once broke a promise. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { FAULTS } from '../src/faults.ts';
import { KEPT } from '../src/seeds.ts';
import { trial } from '../src/trial.ts';
import { World } from '../src/world.ts';

const PROMPTS = 8;
const SEED = 1;
const QUICK = ['gateway-killed', 'worker-killed', 'redis-lost', 's3-killed'].map((fault) => ({ fault, seed: SEED }));

let world: World;

beforeAll(async () => {
  const { TORCHSERVE_URL, TORCHSERVE_MANAGEMENT_URL, TORCHSERVE_KEY_FILE } = process.env;
  world = await World.start({ seed: SEED, given: { TORCHSERVE_URL, TORCHSERVE_MANAGEMENT_URL, TORCHSERVE_KEY_FILE } });
});
afterEach(() => world.calm());
afterAll(() => world?.stop());

it.each([...QUICK, ...KEPT])(
  '[GN1, RC6, RL6, RL7, BD6, SH4, RL5, MD4] $fault, seed $seed: nothing is lost, doubled or left over, and all browsers agree',
  async ({ fault, seed }) => {
    const struck = FAULTS.find(({ name }) => name === fault);
    if (!struck) throw new Error(`There is no fault ${fault}`);
    const outcome = await trial(world, struck, { seed, prompts: PROMPTS, hurries: true });
    expect(outcome).toMatchObject({ lost: [], doubled: [], orphans: [], differences: [], troubles: [] });
    expect(outcome.recoveryS).toBeLessThanOrEqual(outcome.goalS);
  },
);
