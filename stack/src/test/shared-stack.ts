/**
 * The one stack that all suites of a run share: services for the integration tests, and server and worker only from the browser
 * tests on, so that no second worker takes jobs from under a test's own.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Env } from '../env.ts';
import { type Stack, startStack } from '../stack.ts';
import type { Stages } from '../stages.ts';

/** What a person may have set for their own Darkroom is kept from the tests: they must not write into real data. */
const OURS =
  /^(DATABASE_URL|REDIS_URL|S3_|AWS_|TORCHSERVE_|DARKROOM_|OIDC_|METRICS_TOKEN|GUESTS$|PORT$|HOST$|PUBLIC_URL|ALLOWED_ORIGINS|NODE_ENV$)/;

export class SharedStack {
  readonly #dir: string;
  readonly #stages: Stages;
  readonly #signal: AbortSignal;
  #stack: Stack | undefined;

  constructor(dir: string, stages: Stages, signal: AbortSignal) {
    this.#dir = dir;
    this.#stages = stages;
    this.#signal = signal;
  }

  /** The environment for a suite that needs this much. */
  async env(needs: 'services' | 'apps' | undefined): Promise<Env> {
    if (!needs) return {};
    this.#stack ??= await startStack({ ...this.#common(), upTo: 'models' });
    if (needs === 'apps') await this.#stack.startApps();
    const env: Env = { ...this.#stack.env, ...(needs === 'apps' && { DARKROOM_TEST_URL: this.#stack.url }) };
    const file = path.join(this.#dir, 'env.json');
    fs.writeFileSync(file, JSON.stringify(env), { mode: 0o600 });
    return { ...env, DARKROOM_TEST_ENV: file, DARKROOM_TEST_LOGS: path.join(this.#home, 'logs') };
  }

  get #home(): string {
    return path.join(this.#dir, 'home');
  }

  #common() {
    return { home: this.#home, given: {}, stages: this.#stages, signal: this.#signal, onTrouble: console.error };
  }

  async stop(): Promise<void> {
    await this.#stack?.stop();
  }
}

export function forgetOwnSettings(): void {
  for (const name of Object.keys(process.env)) if (OURS.test(name)) delete process.env[name];
}
