import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Redis } from '../shared/redis.ts';

/** As long as somebody may look for their password. */
export const OPEN_SECONDS = 600;

const OpenSignIn = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string(), to: z.string() });
export type OpenSignIn = z.infer<typeof OpenSignIn>;

/**
 * Sign-ins that have begun and were not answered. Each belongs to a browser, by the secret in its cookie, and is taken away by its
 * first answer, so that an answer from another browser, a second one and a late one find nothing [RM7].
 */
@Injectable()
export class OpenSignIns {
  constructor(private readonly redis: Redis) {}

  async keep(browser: string, open: OpenSignIn): Promise<void> {
    await this.redis.commands.set(keyOf(browser, open.state), JSON.stringify(open), {
      expiration: { type: 'EX', value: OPEN_SECONDS },
    });
  }

  async take(browser: string, state: string): Promise<OpenSignIn | null> {
    const kept = await this.redis.commands.getDel(keyOf(browser, state));
    return kept === null ? null : OpenSignIn.parse(JSON.parse(kept));
  }
}

/** A hash: who reads the keys of Redis learns neither. */
const keyOf = (browser: string, state: string) =>
  `darkroom:sign-in:${createHash('sha256').update(`${browser} ${state}`).digest('hex')}`;
