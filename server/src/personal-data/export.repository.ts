import type { UserId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

const PAGE = 200;
const withRoom = { room: { select: { name: true } } };
const withPictures = { ...withRoom, images: { orderBy: { index: 'asc' as const } } };

const of = (authorId: UserId, after: string | undefined) => ({
  where: { authorId, room: { deletedAt: null }, ...(after && { id: { gt: after } }) },
  orderBy: { id: 'asc' as const },
  take: PAGE,
});

async function* pages<Row extends { id: string }>(read: (after: string | undefined) => Promise<Row[]>) {
  for (let after: string | undefined; ; ) {
    const page = await read(after);
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

/** All that a person made, a page at a time: nothing here grows with how much that is. */
@Injectable()
export class ExportRepository {
  constructor(private readonly prisma: Prisma) {}

  /** Oldest first, with their pictures. */
  generations(authorId: UserId) {
    return pages((after) => this.prisma.generation.findMany({ ...of(authorId, after), include: withPictures }));
  }

  uploads(authorId: UserId) {
    return pages((after) => this.prisma.upload.findMany({ ...of(authorId, after), include: withRoom }));
  }

  /** Everything else that there is about them. */
  async person(id: UserId) {
    const room = { select: { name: true, slug: true } };
    const picture = { select: { generationId: true, index: true, createdAt: true } };
    return this.prisma.user.findUniqueOrThrow({
      where: { id },
      select: {
        id: true,
        name: true,
        createdAt: true,
        identities: { select: { issuer: true, subject: true, createdAt: true } },
        sessions: { select: { createdAt: true, expiresAt: true } },
        memberships: {
          where: { removedAt: null, room: { deletedAt: null } },
          select: { role: true, joinedAt: true, visitedAt: true, room },
        },
        favourites: picture,
        reactions: { select: { generationId: true, index: true, kind: true } },
        shares: { select: { slug: true, generationId: true, index: true, createdAt: true, revokedAt: true } },
        invites: { select: { role: true, createdAt: true, expiresAt: true, revokedAt: true, room } },
      },
    });
  }
}

export type ExportedGeneration =
  ReturnType<ExportRepository['generations']> extends AsyncGenerator<infer G> ? G : never;
