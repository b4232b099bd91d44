/** Links that make a member of whoever opens them, also where the room is locked [RL5]. */
import { createHash, randomBytes } from 'node:crypto';
import {
  type Invite,
  type InviteId,
  InviteToken,
  type MadeInvite,
  type Role,
  type RoomId,
  type User,
} from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '../shared/domain-error.ts';
import { InvitesRepository } from './invites.repository.ts';

/** Of one room, that hold at once. */
const MOST_INVITES = 100;

const hash = (token: InviteToken) => createHash('sha256').update(token).digest('hex');

@Injectable()
export class InviteService {
  constructor(private readonly repository: InvitesRepository) {}

  /**
   * The token is told once: only its hash is kept.
   *
   * @throws DomainError conflict, forbidden
   */
  async create(
    user: User,
    request: { roomId: RoomId; role: Invite['role']; expiresInSeconds: number },
  ): Promise<MadeInvite> {
    const { roomId, role, expiresInSeconds } = request;
    const token = InviteToken.parse(randomBytes(32).toString('base64url'));
    const expiresAt = new Date(Date.now() + expiresInSeconds * 1000);
    const row = { id: uuidv7(), roomId, createdById: user.id, tokenHash: hash(token), role, expiresAt };
    const invite = await this.repository.create(row, MOST_INVITES);
    if (invite === 'forbidden') throw new DomainError('forbidden', 'Only the host does that.');
    if (invite === 'conflict')
      throw new DomainError('conflict', `This room has ${MOST_INVITES} invites. Revoke some of them first.`);
    return { ...invite, token };
  }

  list(roomId: RoomId): Promise<Invite[]> {
    return this.repository.list(roomId);
  }

  async revoke(roomId: RoomId, id: InviteId): Promise<void> {
    await this.repository.revoke(roomId, id);
  }

  /** @throws DomainError invite_invalid, the same for one that never was, has expired or was revoked */
  async roleOf(roomId: RoomId, token: InviteToken): Promise<Role> {
    const role = await this.repository.roleOf(roomId, hash(token));
    if (!role) throw new DomainError('invite_invalid', 'This invite does not hold any more. Ask a host for another.');
    return role;
  }
}
