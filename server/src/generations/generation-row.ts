import {
  type Generation,
  GenerationId,
  type GenerationRequest,
  Generation as GenerationSchema,
  type Picture,
  Source,
  stepsToRun,
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
    parent: GenerationSchema.shape.parent.parse(parentOf(row)),
    source: sourceOf(row),
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
  strength,
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
  strength,
});

const parentOf = ({ parentId, parentIndex }: Row) =>
  parentId === null ? null : { generationId: parentId, index: parentIndex };

/** Null also where an upload is gone. */
function sourceOf({ sourceId, sourceIndex, uploadId }: Row): Source | null {
  if (sourceId !== null) return Source.parse({ kind: 'picture', generationId: sourceId, index: sourceIndex });
  return uploadId === null ? null : Source.parse({ kind: 'upload', uploadId });
}

/** The columns of what a request is made from. A picture that it begins from is its parent where it names no other. */
export function originColumns({ parent: named, source, strength }: GenerationRequest) {
  const begun = source?.kind === 'picture' ? source : null;
  const parent = named ?? begun;
  return {
    parentId: parent?.generationId ?? null,
    parentIndex: parent?.index ?? null,
    sourceId: begun?.generationId ?? null,
    sourceIndex: begun?.index ?? null,
    uploadId: source?.kind === 'upload' ? source.uploadId : null,
    strength,
  };
}

const errorOf = (row: Row) => ({ code: row.errorCode, message: row.errorMessage ?? '', retryable: true });

/** What the queue keeps of a generation. */
export const entryOf = ({ roomId, author, model, steps, strength, width, height, count }: Generation): Entry => ({
  roomId,
  userId: author.id,
  model,
  steps: stepsToRun({ steps, strength }),
  width,
  height,
  count,
});
