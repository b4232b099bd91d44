import {
  GenerationId,
  type Marks,
  MOST_NAMED,
  type PictureRef,
  type ReactionKind,
  type RoomId,
  type UserId,
} from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Prisma as Query } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';

export type MarkedPicture = PictureRef & { marks: Marks };

type Row = Omit<PictureRef, 'generationId'> & {
  generationId: string;
  revision: number;
  pinnedAt: Date | null;
  isFavourite: boolean;
  reactions: (Marks['reactions'][number] & { isMine: boolean })[];
};

@Injectable()
export class MarksRepository {
  constructor(private readonly prisma: Prisma) {}

  /** Of those of the pictures that this room has, in no particular order, as this person sees them. One query. */
  async find(roomId: RoomId, pictures: PictureRef[], userId: UserId): Promise<MarkedPicture[]> {
    if (pictures.length === 0) return [];
    // One statement sees one moment: what it reads is the state at just this revision.
    const rows = await this.prisma.$queryRaw<Row[]>`
      SELECT i.generation_id AS "generationId", i.index, i.marks_revision AS revision, i.pinned_at AS "pinnedAt",
        EXISTS (
          SELECT 1 FROM favourites f
          WHERE f.user_id = ${userId}::uuid AND f.generation_id = i.generation_id AND f.index = i.index
        ) AS "isFavourite",
        CASE WHEN i.marks_revision = 0 THEN '[]' ELSE COALESCE((
          SELECT jsonb_agg(jsonb_build_object(
            'kind', r.kind, 'count', r.count, 'isMine', r.is_mine, 'people', r.people
          ) ORDER BY r.kind) FROM (
            SELECT r.kind, count(*)::int AS count, bool_or(r.user_id = ${userId}::uuid) AS is_mine,
              to_jsonb((array_agg(
                jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id
              ))[1:${Query.raw(String(MOST_NAMED))}]) AS people
            FROM reactions r JOIN users u ON u.id = r.user_id
            WHERE r.generation_id = i.generation_id AND r.index = i.index
            GROUP BY r.kind
          ) r
        ), '[]') END AS reactions
      FROM images i
      WHERE i.room_id = ${roomId}::uuid AND (i.generation_id, i.index) IN (${listed(pictures)})`;
    return rows.map(toMarked);
  }

  /** Sets or takes back one reaction. False: this room has no such picture. */
  react(roomId: RoomId, picture: PictureRef, userId: UserId, kind: ReactionKind, isOn: boolean): Promise<boolean> {
    const key = { ...picture, userId, kind };
    return this.prisma.$transaction(async (transaction) => {
      // The picture's row first: whoever else marks it waits, so that each revision is one state.
      const { count } = await transaction.image.updateMany({
        where: { ...picture, roomId },
        data: { marksRevision: { increment: 1 } },
      });
      if (count === 0) return false;
      if (isOn) await transaction.reaction.createMany({ data: key, skipDuplicates: true });
      else await transaction.reaction.deleteMany({ where: key });
      return true;
    });
  }

  /** Makes it a favourite of theirs, or none. False: this room has no such picture. */
  favour(roomId: RoomId, picture: PictureRef, userId: UserId, isOn: boolean): Promise<boolean> {
    const key = { ...picture, userId };
    return this.prisma.$transaction(async (transaction) => {
      const rows = await transaction.$queryRaw<unknown[]>`
        SELECT 1 FROM images
        WHERE room_id = ${roomId}::uuid AND (generation_id, index) IN (${listed([picture])}) FOR KEY SHARE`;
      if (rows.length === 0) return false;
      if (isOn) await transaction.favourite.createMany({ data: key, skipDuplicates: true });
      else await transaction.favourite.deleteMany({ where: key });
      return true;
    });
  }

  /** Pins or unpins those of them that this room has. One that is pinned already keeps its time. */
  async pin(roomId: RoomId, pictures: PictureRef[], isPinned: boolean): Promise<void> {
    // In one order, so that two lists that overlap do not wait for each other in a circle.
    await this.prisma.$executeRaw`
      WITH held AS (
        SELECT generation_id, index FROM images
        WHERE room_id = ${roomId}::uuid AND (generation_id, index) IN (${listed(pictures)})
        ORDER BY generation_id, index FOR UPDATE
      )
      UPDATE images SET
        pinned_at = CASE WHEN ${isPinned} THEN COALESCE(images.pinned_at, clock_timestamp()) END,
        marks_revision = images.marks_revision + 1
      FROM held WHERE images.generation_id = held.generation_id AND images.index = held.index`;
  }

  /** What it was asked for with. Null: this room has no such picture. */
  async promptOf(roomId: RoomId, picture: PictureRef): Promise<string | null> {
    const select = { generation: { select: { prompt: true } } };
    const image = await this.prisma.image.findFirst({ where: { ...picture, roomId }, select });
    return image?.generation.prompt ?? null;
  }
}

const listed = (pictures: PictureRef[]) =>
  Query.join(pictures.map(({ generationId, index }) => Query.sql`(${generationId}::uuid, ${index}::int)`));

const toMarked = ({ generationId, index, revision, pinnedAt, isFavourite, reactions }: Row): MarkedPicture => ({
  generationId: GenerationId.parse(generationId),
  index,
  marks: {
    revision,
    reactions: reactions.map(({ isMine: _, ...reaction }) => reaction),
    pinnedAt: pinnedAt?.toISOString() ?? null,
    mine: reactions.filter(({ isMine }) => isMine).map(({ kind }) => kind),
    isFavourite,
  },
});
