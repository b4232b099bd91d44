/** Who is in a room as what. A change is a row first, and acts on every gateway at once [RL2, RL3]. */
import type { Member, Role, RoomId, User, UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { RoomFeed } from '../realtime/room-feed.ts';
import { DomainError } from '../shared/domain-error.ts';
import { MembersRepository, type Refusal } from './members.repository.ts';

@Injectable()
export class MembersService {
  constructor(
    private readonly repository: MembersRepository,
    private readonly feed: RoomFeed,
  ) {}

  list(roomId: RoomId): Promise<Member[]> {
    return this.repository.list(roomId, { removed: false });
  }

  removed(roomId: RoomId): Promise<Member[]> {
    return this.repository.list(roomId, { removed: true });
  }

  /** @throws DomainError last_host, not_found */
  async setRole(roomId: RoomId, userId: UserId, role: Role): Promise<Member> {
    return this.tell(roomId, await this.repository.setRole(roomId, userId, role));
  }

  /** @throws DomainError conflict, last_host, not_found */
  async remove(host: User, roomId: RoomId, userId: UserId): Promise<Member> {
    if (host.id === userId) throw new DomainError('conflict', 'You cannot remove yourself.');
    return this.tell(roomId, await this.repository.remove(roomId, userId));
  }

  /** They may come in again, as what they were. @throws DomainError not_found */
  async readmit(roomId: RoomId, userId: UserId): Promise<Member> {
    return this.tell(roomId, (await this.repository.readmit(roomId, userId)) ?? 'not_found');
  }

  /** Told also where nothing was changed any more: whoever asks again had no answer, and then nobody may have been told. */
  private async tell(roomId: RoomId, changed: Member | Refusal): Promise<Member> {
    if (changed === 'not_found') throw new DomainError('not_found', 'This person is no member of the room.');
    if (changed === 'last_host') {
      throw new DomainError('last_host', 'A room needs a host. Make somebody else one first.');
    }
    this.feed.standingChanged(roomId, changed.userId);
    await this.feed.publish(roomId, 'member:changed', { member: changed });
    return changed;
  }
}
