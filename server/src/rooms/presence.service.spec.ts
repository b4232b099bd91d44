import { RoomId } from '@darkroom/protocol';
import { expect, it } from 'vitest';
import type { RoomFeed } from '../realtime/room-feed.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';
import type { Log } from '../shared/log.ts';
import type { Redis } from '../shared/redis.ts';
import { PresenceService } from './presence.service.ts';
import type { RoomsRepository } from './rooms.repository.ts';

/** A transaction that refuses an empty list as Redis does. */
const multi = () => {
  const transaction = {
    zAdd: (_key: string, members: unknown[]) => {
      if (members.length === 0) throw new Error("ERR wrong number of arguments for 'zadd' command");
      return transaction;
    },
    expire: () => transaction,
    exec: async () => [],
  };
  return transaction;
};

it('[AK1] who leaves a room while still entering it meets no error', async () => {
  const commands = { multi, zRangeByScore: async () => [], zRem: async () => 1 };
  const presence = new PresenceService(
    { commands } as unknown as Redis,
    {} as RoomsRepository,
    {} as RoomFeed,
    {} as Log,
  );
  const roomId = RoomId.parse('019ac000-0000-7000-8000-000000000001');
  const socket = { id: 'a', data: { user: { id: 'b' } } } as unknown as RoomSocket;
  const entering = presence.enter(socket, roomId);
  await expect(Promise.all([entering, presence.leave(socket, roomId)])).resolves.toBeDefined();
});
