import { randomBytes } from 'node:crypto';
import { type MyRoom, type Role, type Room, RoomId, RoomSlug, type User } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { RoomFeed } from '../realtime/room-feed.ts';
import { DomainError } from '../shared/domain-error.ts';
import { RoomsRepository } from './rooms.repository.ts';

@Injectable()
export class RoomService {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly feed: RoomFeed,
  ) {}

  /** Opens a room with an unguessable link [RM1]. */
  async create(host: User, name = `${host.name}’s room`): Promise<Room> {
    const slug = RoomSlug.parse(randomBytes(16).toString('base64url'));
    return this.repository.create({ id: RoomId.parse(uuidv7()), slug, name }, host);
  }

  /** @throws DomainError room_not_found */
  async find(slug: string): Promise<Room> {
    const parsed = RoomSlug.safeParse(slug);
    const room = parsed.success ? await this.repository.findBySlug(parsed.data) : null;
    if (!room) throw new DomainError('room_not_found', 'This room does not exist. Check the link.');
    return room;
  }

  async join(user: User, slug: RoomSlug): Promise<{ room: Room; role: Role }> {
    const room = await this.find(slug);
    return { room, role: await this.repository.join(room.id, user.id) };
  }

  roomsOf(user: User): Promise<MyRoom[]> {
    return this.repository.roomsOf(user.id);
  }

  async rename(roomId: RoomId, name: string): Promise<Room> {
    const room = await this.repository.rename(roomId, name);
    await this.feed.publish(roomId, 'room:renamed', { room });
    return room;
  }
}
