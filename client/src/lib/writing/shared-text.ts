/**
 * The room's text in this browser: a Yjs document that takes edits from here and from everybody, whether connected or not [WR1, WR3].
 * Loaded after the page, for Yjs is large.
 */
import type { DraftOpened } from '@darkroom/protocol';
import * as Y from 'yjs';
import { changeBetween, moved, withPlainBreaks } from './changes.ts';
import { fromBase64, keepText, type StoredText, toBase64 } from './stored-text.ts';

/** Of edits that came from the server. Whatever has another origin was made here. */
const FROM_SERVER = Symbol('from the server');
/** Of edits by the page, such as an idea that was picked. One's own as much as typing, and undone like it [WR7]. */
export const BY_PAGE = Symbol('by the page');
const KEEP_AFTER_MS = 200;
export const MAX_LENGTH = 20_000;

type Listener = { changed: (text: string) => void; edited: (update: Uint8Array) => void };

export class SharedText {
  readonly slug: string;
  readonly content: Y.Text;
  readonly undoManager: Y.UndoManager;
  epoch: number | null;
  private readonly doc = new Y.Doc();
  private readonly listener: Listener;
  private hasUnsent: boolean;
  /** The words when nothing here was unsent. */
  private agreed: string;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;

  /** `typed`: what the page shows, which may be more than what was kept: that was typed meanwhile. */
  constructor(slug: string, kept: StoredText, typed: string | null, listener: Listener) {
    this.slug = slug;
    this.listener = listener;
    this.epoch = kept.epoch;
    this.hasUnsent = kept.isUnsent;
    this.content = this.doc.getText('prompt');
    if (kept.state) Y.applyUpdate(this.doc, fromBase64(kept.state), FROM_SERVER);
    this.agreed = this.text;
    this.undoManager = new Y.UndoManager(this.content, { trackedOrigins: new Set([BY_PAGE]) });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_SERVER) {
        this.hasUnsent = true;
        this.listener.edited(update);
      }
      this.soonKeep();
    });
    this.content.observe(() => this.listener.changed(this.text));
    if (typed !== null) this.replace(typed);
    this.listener.changed(this.text);
  }

  get text(): string {
    return this.content.toString();
  }

  get stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** One edit that undo takes back alone; only what is different is touched, so that carets of others stay where they are. */
  replace(words: string): void {
    const change = changeBetween(this.text, withPlainBreaks(words));
    if (change.removed === '' && change.inserted === '') return;
    this.undoManager.stopCapturing();
    this.apply(change);
    this.undoManager.stopCapturing();
  }

  /** Takes an edit that another made, or oneself: a second time it does nothing. */
  take(update: Uint8Array): void {
    Y.applyUpdate(this.doc, new Uint8Array(update), FROM_SERVER);
    if (!this.hasUnsent) this.agreed = this.text;
  }

  /** Takes what the server has; gives back what the server lacks, if anything. */
  meet({ epoch, update, stateVector }: DraftOpened): Uint8Array | null {
    this.epoch = epoch;
    this.take(update);
    const missing = Y.encodeStateAsUpdate(this.doc, new Uint8Array(stateVector));
    const hasMore = this.hasUnsent || Y.decodeUpdate(missing).structs.length > 0;
    return hasMore ? missing : null;
  }

  /** What was changed here and is not stored yet. */
  unsent = () => (this.hasUnsent ? changeBetween(this.agreed, this.text) : null);

  /** Everything written here is stored. */
  settled(): void {
    this.hasUnsent = false;
    this.agreed = this.text;
    this.soonKeep();
  }

  /** An edit that was made of the same words before they began anew [WR6]. */
  redo(change: ReturnType<typeof changeBetween>): void {
    this.apply(moved(change, this.text));
  }

  keep = (): void => {
    clearTimeout(this.keepTimer);
    this.keepTimer = undefined;
    const state = toBase64(Y.encodeStateAsUpdate(this.doc));
    keepText(this.slug, { epoch: this.epoch, state, text: this.text, isUnsent: this.hasUnsent });
  };

  close(): void {
    if (this.keepTimer) this.keep();
    this.undoManager.destroy();
    this.doc.destroy();
  }

  private apply({ at, removed, inserted }: ReturnType<typeof changeBetween>): void {
    this.doc.transact(() => {
      if (removed) this.content.delete(at, removed.length);
      if (inserted) this.content.insert(at, inserted);
    }, BY_PAGE);
  }

  private soonKeep(): void {
    this.keepTimer ??= setTimeout(this.keep, KEEP_AFTER_MS);
  }
}
