import { GenerationId, type Role, RoomId, RoomSlug, type User } from '@darkroom/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.ts';
import { DomainError } from '../shared/domain-error.ts';
import { AccessRepository } from './access.repository.ts';
import { isOperator } from './operator.ts';
import type { CommandWho, RouteWho } from './rules.ts';

/** Who asks over a connection, and the rooms that it has joined. */
export interface Asking {
  user: User;
  rooms: ReadonlyMap<RoomId, Role>;
}

/** Who may, by the words of `rules.ts`. Whatever is not plainly allowed throws. */
@Injectable()
export class Access {
  constructor(
    private readonly repository: AccessRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws DomainError forbidden, generation_not_found, not_member */
  async assertCommand(who: CommandWho, { user, rooms }: Asking, payload: object): Promise<void> {
    if (who === 'person') return;
    const { roomId, generationId } = payload as { roomId?: unknown; generationId?: unknown };
    const role = rooms.get(RoomId.parse(roomId));
    if (!role) throw new DomainError('not_member', 'Open the room first.');
    if (who === 'member') return;
    if (who === 'host') {
      if (role !== 'host') throw new DomainError('forbidden', 'Only the host does that.');
      return;
    }
    if (who === 'author or host') {
      const authorId = await this.repository.authorOf(GenerationId.parse(generationId), RoomId.parse(roomId));
      if (!authorId) throw new DomainError('generation_not_found', 'This prompt is not in this room.');
      if (authorId !== user.id && role !== 'host') {
        throw new DomainError('forbidden', 'Only its author or the host does that.');
      }
      return;
    }
    throw nobody(who);
  }

  /** For routes that need a person. @throws DomainError not_found, not_member, room_not_found */
  async assertRoute(
    who: Exclude<RouteWho, 'public' | 'operator'>,
    user: User,
    params: Record<string, unknown>,
  ): Promise<void> {
    if (who === 'person') return;
    if (who === 'member') return this.assertMemberAt(params.slug, user);
    if (who === 'member of the picture') return this.assertMemberOfPicture(params.generationId, user);
    throw nobody(who);
  }

  /** @throws DomainError not_found: who has no token need not know what is here */
  assertOperator(authorization: string | undefined): void {
    if (!isOperator(this.env, authorization)) throw new DomainError('not_found', 'There is nothing here.');
  }

  private async assertMemberAt(slug: unknown, user: User): Promise<void> {
    const parsed = RoomSlug.safeParse(slug);
    const isMember = parsed.success ? await this.repository.isMemberAt(parsed.data, user.id) : null;
    if (isMember === null) throw new DomainError('room_not_found', 'This room does not exist. Check the link.');
    if (!isMember) throw new DomainError('not_member', 'Open the room first.');
  }

  private async assertMemberOfPicture(generationId: unknown, user: User): Promise<void> {
    const parsed = GenerationId.safeParse(generationId);
    const isMember = parsed.success && (await this.repository.isMemberOfGeneration(parsed.data, user.id));
    if (!isMember) throw new DomainError('not_found', 'There is no such picture.');
  }
}

/** Types say that no other word is there; what reaches this line nevertheless is refused. */
const nobody = (_: never) => new DomainError('forbidden', 'Nobody may do that.');
