import { RoomId } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import type { Log } from '../shared/log.ts';
import type { Redis } from '../shared/redis.ts';
import { RoomFeed } from './room-feed.ts';

class Commands {
  isAway = false;
  tries = 0;
  readonly sent: string[] = [];
  eval = async () => {
    this.tries++;
    if (this.isAway) throw new Error('The client is offline');
  };
  ping = async () => this.eval();
  publish = async (channel: string, message: Buffer) => {
    if (this.isAway) throw new Error('The client is offline');
    this.sent.push(`${channel} ${message.toString('latin1')}`);
  };
}

it('[RC2] rooms that missed a fact are asked to look again when Redis is back, once, and no other', async () => {
  const commands = new Commands();
  const feed = new RoomFeed({ commands } as unknown as Redis, { warn: () => {} } as unknown as Log);
  const [missed, reached] = [RoomId.parse(uuidv7()), RoomId.parse(uuidv7())];
  await feed.publish(reached, 'presence:changed', { people: [] });
  commands.isAway = true;
  await feed.publish(missed, 'presence:changed', { people: [] });
  // Longer than it takes to try once in vain.
  await expect.poll(() => commands.tries, { timeout: 5_000 }).toBeGreaterThan(2);
  commands.isAway = false;
  await expect.poll(() => commands.sent.length, { timeout: 5_000 }).toBe(1);
  expect(commands.sent[0]).toContain(missed);
  expect(commands.sent[0]).toContain('feed:resync');
});
