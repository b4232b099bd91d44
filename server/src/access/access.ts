import { GenerationId, type Role, RoomId, RoomSlug, ShareSlug, UploadId, type User } from '@darkroom/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ENV, type Env } from '../config/env.ts';
import { DomainError } from '../shared/domain-error.ts';
import { AccessRepository, type Standing } from './access.repository.ts';
import { isOperator } from './operator.ts';
import { refusalOf } from './refusals.ts';
import type { CommandWho, RouteWho } from './rules.ts';
import { Standings } from './standings.ts';

/** Who asks over a connection, and the rooms that it has joined. */
export interface Asking {
  user: User;
  rooms: ReadonlyMap<RoomId, Role>;
}

/** What a payload may name. */
interface Named {
  roomId?: unknown;
  generationId?: unknown;
  pictures?: unknown;
}

const Generations = z.array(z.object({ generationId: GenerationId }));

/** Who may, by the words of `rules.ts`. Whatever is not plainly allowed throws. */
@Injectable()
export class Access {
  constructor(
    private readonly repository: AccessRepository,
    private readonly standings: Standings,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws DomainError forbidden, generation_not_found, not_member, removed */
  async assertCommand(who: CommandWho, { user, rooms }: Asking, payload: object): Promise<void> {
    if (who === 'person') return;
    const named = payload as Named;
    const roomId = RoomId.parse(named.roomId);
    if (!rooms.has(roomId)) throw new DomainError('not_member', 'Open the room first.');
    // What the connection was told when it joined may have changed since [RL2].
    const role = roleOf(await this.standings.of(roomId, user.id));
    if (who === 'member') return;
    if (who === 'writer') return assertWrites(role);
    if (who === 'host') return assertHost(role);
    if (who === 'author or host') {
      assertWrites(role);
      return this.assertAuthor(named, roomId, role === 'host' ? null : user);
    }
    throw nobody(who);
  }

  /** For routes that need a person. @throws DomainError forbidden, not_found, not_member, removed, room_not_found */
  async assertRoute(
    who: Exclude<RouteWho, 'public' | 'operator'>,
    user: User,
    params: Record<string, unknown>,
  ): Promise<void> {
    if (who === 'person') return;
    if (who === 'member') return void (await this.roleAt(params.slug, user));
    if (who === 'writer') return assertWrites(await this.roleAt(params.slug, user));
    if (who === 'host') return assertHost(await this.roleAt(params.slug, user));
    if (who === 'author or host of the picture') return this.assertAuthorOfPicture(params.generationId, user);
    if (who === 'sharer or host') return this.assertSharer(params.share, user);
    if (who === 'member of the picture') return this.assertMemberOfPicture(params.generationId, user);
    if (who === 'member of the upload') return this.assertMemberOfUpload(params.uploadId, user);
    throw nobody(who);
  }

  /** @throws DomainError not_found: who has no token need not know what is here */
  assertOperator(authorization: string | undefined): void {
    if (!isOperator(this.env, authorization)) throw new DomainError('not_found', 'There is nothing here.');
  }

  /** All of them are the author's own; to a host it is enough that they are in the room. */
  private async assertAuthor({ generationId, pictures }: Named, roomId: RoomId, author: User | null): Promise<void> {
    const named = pictures === undefined ? [{ generationId }] : pictures;
    const ids = [...new Set(Generations.parse(named).map((one) => one.generationId))];
    const authors = await this.repository.authorsOf(ids, roomId);
    if (ids.some((id) => !authors.has(id))) {
      throw new DomainError('generation_not_found', 'This prompt is not in this room.');
    }
    if (author && ids.some((id) => authors.get(id) !== author.id)) {
      throw notYours();
    }
  }

  private async roleAt(slug: unknown, user: User): Promise<Role> {
    const parsed = RoomSlug.safeParse(slug);
    const standing = parsed.success ? await this.repository.standingAt(parsed.data, user.id) : undefined;
    if (standing === undefined) throw new DomainError('room_not_found', 'This room does not exist. Check the link.');
    return roleOf(standing);
  }

  private async assertMemberOfPicture(generationId: unknown, user: User): Promise<void> {
    const parsed = GenerationId.safeParse(generationId);
    const isMember = parsed.success && (await this.repository.isMemberOfGeneration(parsed.data, user.id));
    if (!isMember) throw new DomainError('not_found', 'There is no such picture.');
  }

  private async assertAuthorOfPicture(generationId: unknown, user: User): Promise<void> {
    const parsed = GenerationId.safeParse(generationId);
    const found = parsed.success ? await this.repository.standingAtGeneration(parsed.data, user.id) : null;
    if (!found?.standing || found.standing === 'removed')
      throw new DomainError('not_found', 'There is no such picture.');
    assertWrites(found.standing);
    if (found.standing !== 'host' && found.authorId !== user.id) throw notYours();
  }

  private async assertSharer(share: unknown, user: User): Promise<void> {
    const parsed = ShareSlug.safeParse(share);
    const found = parsed.success ? await this.repository.sharersOf(parsed.data, user.id) : null;
    if (!found) throw new DomainError('not_found', 'Nothing is shared here.');
    // Also who is no member any more: what they gave away they can take back.
    if (found.standing !== 'host' && !found.sharers.includes(user.id)) throw notYours();
  }

  private async assertMemberOfUpload(uploadId: unknown, user: User): Promise<void> {
    const parsed = UploadId.safeParse(uploadId);
    const isMember = parsed.success && (await this.repository.isMemberOfUpload(parsed.data, user.id));
    if (!isMember) throw new DomainError('not_found', 'There is no such picture.');
  }
}

/** @throws DomainError not_member, removed */
function roleOf(standing: Standing): Role {
  if (standing === null || standing === 'removed') throw refusalOf(standing);
  return standing;
}

function assertWrites(role: Role): void {
  if (role === 'viewer') throw new DomainError('forbidden', 'You are looking on here. A host can let you take part.');
}

const notYours = () => new DomainError('forbidden', 'Only its author or the host does that.');

function assertHost(role: Role): void {
  if (role !== 'host') throw new DomainError('forbidden', 'Only the host does that.');
}

/** Types say that no other word is there; what reaches this line nevertheless is refused. */
const nobody = (_: never) => new DomainError('forbidden', 'Nobody may do that.');
