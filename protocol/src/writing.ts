/** The prompt that a room writes together: one Yjs text, by name `prompt`, in a document that each room has one of. */
import { z } from 'zod';
import { GenerationId, RoomId, UserId } from './ids.ts';

/** The shared text in UTF-16 units: a prompt may have half of it, so that nobody's words are cut off while another shortens theirs. */
export const MAX_DRAFT_LENGTH = 20_000;
/** Of one edit: the longest text there is, in three bytes a unit, with what was deleted meanwhile. */
export const MAX_UPDATE_BYTES = 100_000;
/** Ten bytes for each browser tab that ever wrote in this epoch. */
const MAX_VECTOR_BYTES = 20_000;
/** Names one character of the text. */
const MAX_POSITION_BYTES = 64;

const bytes = (most: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= most, `is not up to ${most} bytes`);
const Epoch = z.int().min(0);
const Revision = z.int().min(0);

/** `stateVector`: what the browser has, of `epoch`; null where it has nothing yet. */
export const DraftOpen = z.strictObject({
  roomId: RoomId,
  epoch: Epoch.nullable(),
  stateVector: bytes(MAX_VECTOR_BYTES),
});

/** What the browser lacks, as one Yjs update, and what the server has. Of another epoch than the browser's it is all of the text. */
export const DraftOpened = z.object({
  epoch: Epoch,
  revision: Revision,
  update: bytes(Number.POSITIVE_INFINITY),
  stateVector: bytes(Number.POSITIVE_INFINITY),
});
export type DraftOpened = z.infer<typeof DraftOpened>;

export const DraftEdit = z.strictObject({ roomId: RoomId, epoch: Epoch, update: bytes(MAX_UPDATE_BYTES) });
export const DraftStored = z.object({ revision: Revision });

/** `revision` is one more than that of the edit before: whoever misses one opens the draft again [WR4]. */
export const DraftEdited = z.object({
  roomId: RoomId,
  epoch: Epoch,
  revision: Revision,
  update: bytes(Number.POSITIVE_INFINITY),
});
export type DraftEdited = z.infer<typeof DraftEdited>;

/** A selection as two encoded Yjs relative positions, so that it stays at its words whatever others write. */
const Caret = z.strictObject({ epoch: Epoch, anchor: bytes(MAX_POSITION_BYTES), head: bytes(MAX_POSITION_BYTES) });

/** What somebody does in one of their tabs. `tab`: a number that the tab chose, and writes with. */
export const Doing = z.strictObject({
  tab: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  writes: z.boolean(),
  caret: Caret.nullable(),
  looksAt: z.strictObject({ generationId: GenerationId, index: z.int().min(0).max(3) }).nullable(),
});
export type Doing = z.infer<typeof Doing>;

export const PresenceShow = Doing.extend({ roomId: RoomId }).strict();
export const PresenceShown = Doing.extend({ roomId: RoomId, userId: UserId }).strip();
export type PresenceShown = z.infer<typeof PresenceShown>;
