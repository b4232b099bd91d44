import type { RoomId, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { AccessRepository, keyOf, type Standing } from './access.repository.ts';

/** For so long what was read is believed: a change acts within it, also where nobody could tell this process of it [RL2]. */
const BELIEVED_MS = 1_000;
const MOST_KNOWN = 10_000;

/** How people stand in the rooms that they have open: a flood of commands asks the database once a second, not each time. */
@Injectable()
export class Standings {
  private readonly known = new Map<string, { standing: Promise<Standing>; readAtMs: number }>();

  constructor(private readonly repository: AccessRepository) {}

  of(roomId: RoomId, userId: UserId): Promise<Standing> {
    const key = keyOf(roomId, userId);
    const known = this.known.get(key);
    if (known && performance.now() - known.readAtMs < BELIEVED_MS) return known.standing;
    return this.read(key, this.repository.standing(roomId, userId));
  }

  /** As it is now, whatever was believed before. */
  ofNow(roomId: RoomId, userId: UserId): Promise<Standing> {
    return this.read(keyOf(roomId, userId), this.repository.standing(roomId, userId));
  }

  /** Of many at once, in their order, as they are now. */
  async ofAll(asked: { roomId: RoomId; userId: UserId }[]): Promise<Standing[]> {
    if (asked.length === 0) return [];
    const rows = await this.repository.standings(
      [...new Set(asked.map(({ roomId }) => roomId))],
      [...new Set(asked.map(({ userId }) => userId))],
    );
    return asked.map(({ roomId, userId }) => rows.get(keyOf(roomId, userId)) ?? null);
  }

  private read(key: string, standing: Promise<Standing>): Promise<Standing> {
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(key, { standing, readAtMs: performance.now() });
    standing.catch(() => this.known.delete(key));
    return standing;
  }
}
