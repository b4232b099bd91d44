import type { GenerationId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';

/** Read by the model's handler after each step. */
const keyOf = (id: GenerationId) => `darkroom:cancel:${id}`;
const FLAG_SECONDS = 3600;

/** The quick word that a generation is not wanted any more. The row says it too: losing a flag costs time, not truth. */
@Injectable()
export class CancelFlags {
  constructor(
    private readonly redis: Redis,
    private readonly log: Log,
  ) {}

  raise(id: GenerationId): Promise<void> {
    return this.tolerate(this.redis.commands.set(keyOf(id), '1', { expiration: { type: 'EX', value: FLAG_SECONDS } }));
  }

  lower(id: GenerationId): Promise<void> {
    return this.tolerate(this.redis.commands.del(keyOf(id)));
  }

  private async tolerate(command: Promise<unknown>): Promise<void> {
    await command.catch((error: unknown) => this.log.warn({ reason: String(error) }, 'A cancel flag was not set'));
  }
}
