import type { Role, Room, Snapshot, User } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { LiveProgress } from '../developing/live-progress.ts';
import { GenerationsRepository } from '../generations/generations.repository.ts';
import { Models } from '../models/models.ts';
import { QueueBoard } from '../queue/queue-board.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import { PresenceService } from '../rooms/presence.service.ts';
import { RoomService } from '../rooms/room.service.ts';

/** All that a browser needs to know of a room now [RC1]. */
@Injectable()
export class SnapshotService {
  constructor(
    private readonly feed: RoomFeed,
    private readonly rooms: RoomService,
    private readonly generations: GenerationsRepository,
    private readonly presence: PresenceService,
    private readonly board: QueueBoard,
    private readonly progress: LiveProgress,
    private readonly models: Models,
  ) {}

  async take({ id, slug }: Room, user: User, role: Role): Promise<Snapshot> {
    // The number first: whatever it counts is in the rows that are read after it, the room's own too.
    const seq = await this.feed.seq(id);
    const [room, generations, people, places] = await Promise.all([
      this.rooms.find(slug),
      this.generations.inTray(id),
      this.presence.people(id),
      this.board.places(id),
    ]);
    const progress = await this.progress.last(generations.filter(({ status }) => status === 'developing'));
    return { seq, room, you: { ...user, role }, people, generations, places, progress, models: this.models.list() };
  }
}
