import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createClient } from 'redis';
import { ENV, type Env } from '../config/env.ts';
import { Log } from './log.ts';

export type RedisConnection = ReturnType<typeof connect>;

/** Reconnects for ever, a quarter of a second to two seconds apart. */
function connect(url: string, offlineQueue: boolean) {
  return createClient({
    url,
    disableOfflineQueue: !offlineQueue,
    socket: { reconnectStrategy: (tries) => Math.min(250 * (tries + 1), 2_000), connectTimeout: 3_000 },
  });
}

/** Redis for everyone on the server: one connection for commands, and further ones for those who block or subscribe. */
@Injectable()
export class Redis implements OnModuleDestroy {
  readonly commands: RedisConnection;
  private readonly opened: RedisConnection[] = [];

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly log: Log,
  ) {
    // Commands fail at once while Redis is away; who asked gets a clear answer instead of silence.
    this.commands = this.open('commands', { offlineQueue: false });
  }

  /** A connection of one's own, closed with the module. `offlineQueue` keeps commands until Redis is back. */
  open(purpose: string, { offlineQueue = true } = {}): RedisConnection {
    const client = connect(this.env.redisUrl, offlineQueue);
    let away = false;
    client.on('error', (error: Error) => {
      if (!away) this.log.warn({ purpose, reason: error.message }, 'Redis is away');
      away = true;
    });
    client.on('ready', () => {
      if (away) this.log.info({ purpose }, 'Redis is back');
      away = false;
    });
    this.opened.push(client);
    return client;
  }

  async ping(): Promise<void> {
    await this.commands.ping();
  }

  async onModuleDestroy(): Promise<void> {
    for (const client of this.opened) client.destroy();
  }
}

/** Connected before anybody injects it; a start without Redis fails with its reason. */
export const redisProvider = {
  provide: Redis,
  inject: [ENV, Log],
  useFactory: async (env: Env, log: Log) => {
    const redis = new Redis(env, log);
    await redis.commands.connect();
    return redis;
  },
};
