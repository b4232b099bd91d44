import type { User } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { PresenceService } from './presence.service.ts';
import { RoomsRepository } from './rooms.repository.ts';

@Injectable()
export class NameService {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly presence: PresenceService,
  ) {}

  /** Whoever is in a room with this person sees the new name at once [RM10]. */
  async change(user: User, name: string): Promise<User> {
    await this.repository.renamePerson(user.id, name);
    await this.presence.renamed(user.id, await this.repository.latestRoomIds(user.id));
    return { ...user, name };
  }
}
