import type { DraftOpened, RoomId } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import * as Y from 'yjs';
import { RoomFeed } from '../realtime/room-feed.ts';
import { DomainError } from '../shared/domain-error.ts';
import { DraftsRepository } from './drafts.repository.ts';
import { SharedText } from './shared-text.ts';

/** Of one write. What comes meanwhile waits for the next. */
const MOST_AT_ONCE = 50;

interface Edit {
  epoch: number;
  update: Uint8Array;
  stored: (revision: number) => void;
  refused: (error: unknown) => void;
}

/** The text that each room writes together. The row is the truth: whatever gateway an edit comes to, it is in the row before its ack [WR2]. */
@Injectable()
export class DraftService {
  /** Edits of rooms that are being written, in the order in which they came. */
  private readonly waiting = new Map<RoomId, Edit[]>();

  constructor(
    private readonly repository: DraftsRepository,
    private readonly feed: RoomFeed,
  ) {}

  /** @throws DomainError draft_invalid */
  async open(roomId: RoomId, epoch: number | null, stateVector: Uint8Array): Promise<DraftOpened> {
    const draft = await this.repository.find(roomId);
    const text = new SharedText(draft.state);
    const update = epoch === draft.epoch ? text.missing(stateVector) : text.state;
    return { epoch: draft.epoch, revision: draft.revision, update, stateVector: text.stateVector };
  }

  /**
   * Resolves with the draft's revision once the edit is stored. Taking one twice does nothing more. One write of a room at a time: ten
   * people who type fast would otherwise have all of this process's connections to Postgres wait for one row.
   *
   * @throws DomainError draft_invalid, draft_full, draft_renewed
   */
  edit(roomId: RoomId, epoch: number, update: Uint8Array): Promise<number> {
    return new Promise((stored, refused) => {
      const edit = { epoch, update, stored, refused };
      const waiting = this.waiting.get(roomId);
      if (waiting) waiting.push(edit);
      else void this.writeAll(roomId, [edit]);
    });
  }

  private async writeAll(roomId: RoomId, edits: Edit[]): Promise<void> {
    this.waiting.set(roomId, edits);
    while (edits.length > 0) {
      const batch = edits.splice(0, MOST_AT_ONCE);
      await this.write(roomId, batch).catch((error: unknown) => {
        for (const { refused } of batch) refused(error);
      });
    }
    this.waiting.delete(roomId);
  }

  private async write(roomId: RoomId, batch: Edit[]): Promise<void> {
    for (let taken = batch; ; ) {
      const draft = await this.repository.find(roomId);
      const text = new SharedText(draft.state);
      // What was refused once stays out: its author knows it by now.
      taken = taken.filter((edit) => take(text, draft.epoch, edit));
      if (taken.length === 0) return;
      const isRenewed = text.isOutgrown();
      if (isRenewed) text.renew();
      const epoch = draft.epoch + Number(isRenewed);
      const revision = draft.revision + 1;
      // Another gateway's edits are there already: take ours into what they made.
      if (!(await this.repository.replace(roomId, draft, { state: text.state, epoch, revision }))) continue;
      const update = isRenewed ? text.state : Y.mergeUpdates(taken.map((edit) => edit.update));
      // Also what changed nothing: it may be the repetition of one that was stored and not told.
      await this.feed.tell(roomId, 'draft:edited', { roomId, epoch, revision, update });
      for (const { stored } of taken) stored(revision);
      return;
    }
  }
}

/** False where it was refused, and told so. */
function take(text: SharedText, epoch: number, edit: Edit): boolean {
  try {
    if (edit.epoch !== epoch) {
      throw new DomainError('draft_renewed', 'The shared text began anew. Open it again; what you wrote is kept.');
    }
    text.take(edit.update);
    return true;
  } catch (error) {
    edit.refused(error);
    return false;
  }
}
