import {
  type Generation,
  GenerationId,
  Generation as GenerationSchema,
  type Picture,
  UserId,
} from '@darkroom/protocol';
import type { Image, Generation as Row, StopVote, User } from '../generated/prisma/client.ts';
import type { Entry } from '../queue/generation.queue.ts';

/** What a query must load beside the row. */
export const WHOLE = { author: true, images: { orderBy: { index: 'asc' } }, stopVotes: true } as const;
export type WholeRow = Row & { author: User; images: Image[]; stopVotes: StopVote[] };

/** A row as the wire shows it. Reading what was stored never fails on rules that became stricter since. */
export function toGeneration(row: WholeRow): Generation {
  return {
    ...pick(row),
    id: GenerationId.parse(row.id),
    roomId: GenerationSchema.shape.roomId.parse(row.roomId),
    author: GenerationSchema.shape.author.parse({ id: row.author.id, name: row.author.name }),
    seed: Number(row.seed),
    error: row.errorCode === null ? null : GenerationSchema.shape.error.parse(errorOf(row)),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    pictures: row.images.map(toPicture),
    stopVotes: row.stopVotes.map(({ userId }) => UserId.parse(userId)),
  };
}

export const toPicture = ({ index, width, height, bytes, sha256, seed, placeholder }: Image): Picture => ({
  index,
  width,
  height,
  bytes,
  sha256,
  seed: Number(seed),
  placeholder,
});

const pick = ({
  status,
  revision,
  attempts,
  prompt,
  negativePrompt,
  model,
  steps,
  guidanceScale,
  width,
  height,
  count,
}: Row) => ({
  status,
  revision,
  attempts,
  prompt,
  negativePrompt,
  model,
  steps,
  guidanceScale,
  width,
  height,
  count,
});

const errorOf = (row: Row) => ({ code: row.errorCode, message: row.errorMessage ?? '', retryable: true });

/** What the queue keeps of a generation. */
export const entryOf = ({ roomId, author, model, steps, width, height, count }: Generation): Entry => ({
  roomId,
  userId: author.id,
  model,
  steps,
  width,
  height,
  count,
});
