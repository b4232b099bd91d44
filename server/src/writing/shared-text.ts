/**
 * The shared text of one room: a Yjs document that holds one text and nothing else. What comes from a browser may be anything at all,
 * so that it is read once without being believed, and only then applied; what went wrong leaves no trace. Pure.
 */
import { MAX_DRAFT_LENGTH } from '@darkroom/protocol';
import * as Y from 'yjs';
import { DomainError } from '../shared/domain-error.ts';

/** The text's name in the document. */
export const TEXT = 'prompt';

/** Of one edit. Others' edits at the same place are compared one by one: so many take milliseconds. */
const MOST_STRUCTS_AN_EDIT = 2_000;
/** Clocks count characters. Beyond 2^53 they would not count any more. */
const HIGHEST_CLOCK = 2 ** 40;

/** When the history has outgrown this, the text begins anew without it [WR6]. Twice the longest text, and then some. */
export const OUTGROWN = { bytes: 150_000, structs: 8_000, browsers: 1_000 };

export class SharedText {
  private doc: Y.Doc;

  /** `state`: an update that holds everything, or nothing for an empty text. */
  constructor(state: Uint8Array | null) {
    this.doc = docOf(state);
  }

  get state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }

  get stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  get text(): string {
    return this.doc.getText(TEXT).toString();
  }

  /** What somebody lacks who has `stateVector`. @throws DomainError draft_invalid */
  missing(stateVector: Uint8Array): Uint8Array {
    try {
      return Y.encodeStateAsUpdate(this.doc, stateVector);
    } catch {
      throw invalid('no state of a draft');
    }
  }

  /** @throws DomainError draft_invalid, draft_full: then the text is as it was */
  take(update: Uint8Array): void {
    assertText(update);
    const before = this.state;
    try {
      Y.applyUpdate(this.doc, update);
      this.assertWhole();
    } catch (error) {
      this.doc = docOf(before);
      throw error instanceof DomainError ? error : invalid('no edit of a draft');
    }
  }

  /** Whether what was deleted, and who wrote, has come to weigh more than the text. */
  isOutgrown(): boolean {
    const structs = [...this.doc.store.clients.values()].reduce((sum, { length }) => sum + length, 0);
    return (
      structs > OUTGROWN.structs ||
      this.doc.store.clients.size > OUTGROWN.browsers ||
      this.state.length > OUTGROWN.bytes
    );
  }

  /** The same words with no past. Edits that were made of the old ones do not fit any more. */
  renew(): void {
    const text = this.text;
    this.doc = docOf(null);
    if (text) this.doc.getText(TEXT).insert(0, text);
  }

  private assertWhole(): void {
    const { store, share } = this.doc;
    // It would wait in the row for what may never come.
    if (store.pendingStructs || store.pendingDs) throw invalid('an edit of what is not there');
    if ([...share.keys()].some((name) => name !== TEXT)) throw invalid('something else than the text');
    if (this.doc.getText(TEXT).length > MAX_DRAFT_LENGTH) {
      throw new DomainError(
        'draft_full',
        `The shared text would be longer than ${MAX_DRAFT_LENGTH.toLocaleString('en')} characters.`,
      );
    }
  }
}

/**
 * Reads an update without applying it: applying trusts the numbers in it, and would reserve memory for however many structs it claims.
 *
 * @throws DomainError draft_invalid
 */
function assertText(update: Uint8Array): void {
  const structs = structsOf(update);
  if (structs.length > MOST_STRUCTS_AN_EDIT) throw invalid('too many edits at once');
  if (!structs.every(isText)) throw invalid('something else than text');
}

function structsOf(update: Uint8Array) {
  try {
    return Y.decodeUpdate(update).structs;
  } catch {
    throw invalid('no edit of a draft');
  }
}

/** Text, or where text was. What names no parent stands beside something that is in the text. */
function isText(struct: Y.Item | Y.GC | Y.Skip): boolean {
  if (struct.id.clock + struct.length > HIGHEST_CLOCK) return false;
  if (struct instanceof Y.GC) return true;
  if (!(struct instanceof Y.Item)) return false;
  const { parent, parentSub, content } = struct as { parent: unknown; parentSub: string | null; content: unknown };
  const isInText = (parent === null || parent === TEXT) && parentSub === null;
  return isInText && (content instanceof Y.ContentString || content instanceof Y.ContentDeleted);
}

function docOf(state: Uint8Array | null): Y.Doc {
  const doc = new Y.Doc();
  doc.getText(TEXT);
  if (state) Y.applyUpdate(doc, state);
  return doc;
}

const invalid = (what: string) => new DomainError('draft_invalid', `This edit was not taken: it is ${what}.`);
