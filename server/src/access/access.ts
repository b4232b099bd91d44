import { type Command, GenerationId, type Role, RoomId, RoomSlug, type User } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../shared/domain-error.ts';
import { AccessRepository } from './access.repository.ts';
import { COMMAND_RULES, type RouteRule } from './rules.ts';

/** Who asks over a connection, and the rooms that it has joined. */
export interface Asking {
  user: User;
  rooms: ReadonlyMap<RoomId, Role>;
}

/** Holds the rules of `rules.ts`. Whatever is not plainly allowed throws. */
@Injectable()
export class Access {
  constructor(private readonly repository: AccessRepository) {}

  /** @throws DomainError forbidden, generation_not_found, not_member */
  async assertCommand(command: Command, { user, rooms }: Asking, payload: object): Promise<void> {
    const rule = COMMAND_RULES[command];
    if (rule === 'person') return;
    const { roomId, generationId } = payload as { roomId?: unknown; generationId?: unknown };
    const role = rooms.get(RoomId.parse(roomId));
    if (!role) throw new DomainError('not_member', 'Open the room first.');
    if (rule === 'member') return;
    if (rule === 'host') {
      if (role !== 'host') throw new DomainError('forbidden', 'Only the host does that.');
      return;
    }
    if (rule === 'author or host') {
      const authorId = await this.repository.authorOf(GenerationId.parse(generationId), RoomId.parse(roomId));
      if (!authorId) throw new DomainError('generation_not_found', 'This prompt is not in this room.');
      if (authorId !== user.id && role !== 'host') {
        throw new DomainError('forbidden', 'Only its author or the host does that.');
      }
      return;
    }
    throw ruleless(rule);
  }

  /** For routes that need a person. @throws DomainError not_found, not_member, room_not_found */
  async assertRoute(rule: Exclude<RouteRule, 'public'>, user: User, params: Record<string, unknown>): Promise<void> {
    if (rule === 'person') return;
    if (rule === 'member') return this.assertMemberAt(params.slug, user);
    if (rule === 'member of the picture') return this.assertMemberOfPicture(params.generationId, user);
    throw ruleless(rule);
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

/** Nothing is allowed by a rule that nobody wrote: types say that there is none, and a caller without types is refused all the same. */
const ruleless = (rule: never) => new DomainError('forbidden', `Nobody may do that: ${rule}`);
