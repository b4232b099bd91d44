import type { Log } from '../shared/log.ts';
import type { Redis } from '../shared/redis.ts';

/** A piece of work that is done at start and then regularly, once across all workers. What fails is done in the next round. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private isBusy = false;

  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly work: () => Promise<unknown>,
    private readonly redis: Redis,
    private readonly log: Log,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.round(), this.everyMs);
    void this.round();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async round(): Promise<void> {
    // One that takes longer than its period must not meet itself.
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      const expiration = { type: 'PX', value: Math.round(this.everyMs * 0.9) } as const;
      const key = `darkroom:round:${this.name}`;
      if (await this.redis.commands.set(key, String(process.pid), { condition: 'NX', expiration })) await this.work();
    } catch (error) {
      this.log.debug({ round: this.name, reason: String(error) }, 'A round was broken off; the next one does its work');
    } finally {
      this.isBusy = false;
    }
  }
}
