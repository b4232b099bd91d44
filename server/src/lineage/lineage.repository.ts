import { type Generation, GenerationId, type PictureRef } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { toGeneration, WHOLE } from '../generations/generation-row.ts';
import { Prisma } from '../shared/prisma.ts';

/** A generation as the walk met it: an upward one by this picture of it, a downward one whole. */
export interface Step {
  id: string;
  index: number | null;
  parentId: string | null;
  parentIndex: number | null;
}

@Injectable()
export class LineageRepository {
  constructor(private readonly prisma: Prisma) {}

  /** From the picture itself up, at most `depth` steps. Parents are of the same room. */
  async up({ generationId, index }: PictureRef, depth: number): Promise<Step[]> {
    return this.prisma.$queryRaw<Step[]>`
      WITH RECURSIVE up AS (
        SELECT id, ${index}::int AS index, parent_id, parent_index, room_id, 0 AS depth
        FROM generations WHERE id = ${generationId}::uuid
        UNION ALL
        SELECT g.id, up.parent_index, g.parent_id, g.parent_index, g.room_id, up.depth + 1
        FROM up JOIN generations g ON g.id = up.parent_id AND g.room_id = up.room_id
        WHERE up.depth < ${depth}
      )
      SELECT id, index, parent_id AS "parentId", parent_index AS "parentIndex" FROM up ORDER BY depth`;
  }

  /**
   * What was made from the picture, and from that, the nearest first: at most `depth` steps down and `limit` generations. One without a
   * picture counts only where others go back to it. The inner limit ends the walk itself, however large the tree.
   */
  async down({ generationId, index }: PictureRef, depth: number, limit: number): Promise<Step[]> {
    return this.prisma.$queryRaw<Step[]>`
      WITH RECURSIVE down AS (
        SELECT g.id, g.parent_id, g.parent_index, g.room_id, 1 AS depth
        FROM generations g
        WHERE g.parent_id = ${generationId}::uuid AND g.parent_index = ${index}::int
          AND g.room_id = (SELECT room_id FROM generations WHERE id = ${generationId}::uuid)
          AND (EXISTS (SELECT FROM images i WHERE i.generation_id = g.id) OR EXISTS (SELECT FROM generations c WHERE c.parent_id = g.id))
        UNION ALL
        SELECT g.id, g.parent_id, g.parent_index, g.room_id, down.depth + 1
        FROM down JOIN generations g ON g.parent_id = down.id AND g.room_id = down.room_id
        WHERE down.depth < ${depth}
          AND (EXISTS (SELECT FROM images i WHERE i.generation_id = g.id) OR EXISTS (SELECT FROM generations c WHERE c.parent_id = g.id))
      )
      SELECT id, NULL::int AS index, parent_id AS "parentId", parent_index AS "parentIndex"
      FROM (SELECT * FROM down LIMIT ${limit}) AS nearest ORDER BY depth, id`;
  }

  async generations(ids: string[]): Promise<Map<GenerationId, Generation>> {
    const rows = await this.prisma.generation.findMany({ where: { id: { in: ids } }, include: WHOLE });
    return new Map(rows.map((row) => [GenerationId.parse(row.id), toGeneration(row)]));
  }
}
