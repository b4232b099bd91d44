import { UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Prisma as Query } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';

type Transaction = Query.TransactionClient;

/** Whom an issuer knows under which subject. */
@Injectable()
export class IdentitiesRepository {
  constructor(private readonly prisma: Prisma) {}

  /**
   * The person of this identity. One who is not known yet is the guest who signs in, or new; one who is known takes over all that is the
   * guest's [RM8]. Together or not at all.
   */
  async personOf(
    { issuer, subject }: { issuer: string; subject: string },
    visitor: UserId | null,
    name: string,
  ): Promise<UserId> {
    return this.prisma.$transaction(async (transaction) => {
      // One sign-in of a person at a time: two browsers that come at once for the first time would make two people.
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${issuer} ${subject}`}, 0))`;
      const guestId = visitor && (await holdGuest(transaction, visitor));
      const known = await transaction.identity.findUnique({ where: { issuer_subject: { issuer, subject } } });
      if (known) {
        if (guestId) await takeOver(transaction, known.userId, guestId);
        return UserId.parse(known.userId);
      }
      const userId = guestId ?? (await transaction.user.create({ data: { id: uuidv7(), name } })).id;
      await transaction.identity.create({ data: { issuer, subject, userId } });
      return UserId.parse(userId);
    });
  }
}

/**
 * The guest, held until the end: what another tab of theirs stores at this moment must not get lost. Null: another tab signed in before
 * this one, and they are none any more.
 */
async function holdGuest(transaction: Transaction, id: UserId): Promise<UserId | null> {
  const rows = await transaction.$queryRaw<unknown[]>`SELECT 1 FROM users WHERE id = ${id}::uuid FOR UPDATE`;
  if (rows.length === 0) return null;
  return (await transaction.identity.count({ where: { userId: id } })) === 0 ? id : null;
}

/** Where a person is part of a row's name, and the two may have the same: its other columns. */
const DECIDED = {
  reactions: 'generation_id, index, kind',
  favourites: 'generation_id, index, created_at',
  stop_votes: 'generation_id',
};

/** All that is the guest's becomes the person's, and the guest is no more. */
async function takeOver(transaction: Transaction, userId: string, guestId: UserId): Promise<void> {
  await transaction.generation.updateMany({ where: { authorId: guestId }, data: { authorId: userId } });
  await transaction.$executeRaw`
    INSERT INTO memberships (room_id, user_id, role, joined_at, visited_at, removed_at)
    SELECT room_id, ${userId}::uuid, role, joined_at, visited_at, removed_at FROM memberships WHERE user_id = ${guestId}::uuid
    ON CONFLICT (room_id, user_id) DO UPDATE SET
      -- Coming as a guest brings nobody back who was removed, but a room is never left without its host.
      removed_at = CASE
        WHEN excluded.removed_at IS NULL AND excluded.role = 'host' THEN NULL ELSE memberships.removed_at END,
      role = CASE WHEN excluded.removed_at IS NULL THEN LEAST(memberships.role, excluded.role) ELSE memberships.role END,
      joined_at = LEAST(memberships.joined_at, excluded.joined_at),
      visited_at = GREATEST(memberships.visited_at, excluded.visited_at)`;
  await transaction.invite.updateMany({ where: { createdById: guestId }, data: { createdById: userId } });
  await transaction.upload.updateMany({ where: { authorId: guestId }, data: { authorId: userId } });
  await transaction.share.updateMany({ where: { createdById: guestId }, data: { createdById: userId } });
  for (const [table, columns] of Object.entries(DECIDED)) {
    await transaction.$executeRaw`
      INSERT INTO ${Query.raw(table)} (user_id, ${Query.raw(columns)})
      SELECT ${userId}::uuid, ${Query.raw(columns)} FROM ${Query.raw(table)} WHERE user_id = ${guestId}::uuid
      ON CONFLICT DO NOTHING`;
  }
  await transaction.user.delete({ where: { id: guestId } });
}
