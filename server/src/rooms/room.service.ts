import { randomBytes } from 'node:crypto';
import {
  type InviteToken,
  type JoinRequest,
  type MyRoom,
  type Role,
  type Room,
  RoomId,
  RoomSlug,
  type User,
} from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { RoomFeed } from '../realtime/room-feed.ts';
import { DomainError } from '../shared/domain-error.ts';
import { roomNameOf } from './default-name.ts';
import { InviteService } from './invite.service.ts';
import { RoomsRepository } from './rooms.repository.ts';

@Injectable()
export class RoomService {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly invites: InviteService,
    private readonly feed: RoomFeed,
  ) {}

  /** Opens a room with an unguessable link [RM1]. */
  async create(host: User, name = roomNameOf(host.name)): Promise<Room> {
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

  /**
   * Who is a member comes in as what they are; who is none yet by the link alone, or where the room is locked by an invite [RM1, RL4].
   *
   * @throws DomainError invite_invalid, removed, room_locked, room_not_found
   */
  async join(user: User, { slug, invite }: JoinRequest): Promise<{ room: Room; role: Role }> {
    const room = await this.find(slug);
    const known = await this.repository.membership(room.id, user.id);
    const asked = known?.role ?? (await this.roleFor(room, invite));
    const { role, isRemoved } = known?.isRemoved ? known : await this.repository.join(room.id, user.id, asked);
    if (isRemoved) throw new DomainError('removed', 'You were removed from this room by the host.');
    return { room, role };
  }

  /** In which role somebody comes in who is no member yet. */
  private async roleFor(room: Room, invite: InviteToken | undefined): Promise<Role> {
    if (invite) return this.invites.roleOf(room.id, invite);
    if (room.isLocked) throw new DomainError('room_locked', 'This room is locked. Ask a host for an invite.');
    return 'member';
  }

  roomsOf(user: User): Promise<MyRoom[]> {
    return this.repository.roomsOf(user.id);
  }

  async rename(roomId: RoomId, name: string): Promise<Room> {
    const room = await this.repository.rename(roomId, name);
    await this.feed.publish(roomId, 'room:changed', { room });
    return room;
  }

  async lock(roomId: RoomId, isLocked: boolean): Promise<Room> {
    const room = await this.repository.lock(roomId, isLocked);
    await this.feed.publish(roomId, 'room:changed', { room });
    return room;
  }

  /** From now on it is there for nobody; workers take away what is left of it [RL7]. */
  async delete(roomId: RoomId): Promise<void> {
    await this.repository.markDeleted(roomId);
    this.feed.standingChanged(roomId, null);
  }
}
