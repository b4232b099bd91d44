/**
 * The room's text in this browser: a Yjs document that takes edits from here and from everybody, whether connected or not [WR1, WR3].
 * Loaded after the page, for Yjs is large.
 */
import type { DraftOpened } from '@darkroom/protocol';
import * as Y from 'yjs';
import { changeBetween, moved, withPlainBreaks } from './changes.ts';
import { fromBase64, keepText, type StoredText, toBase64 } from './stored-text.ts';

/** Of edits that came from the server. Whatever has another origin was made in this browser. */
const FROM_SERVER = Symbol('from the server');
/** Of edits that another tab of this browser keeps. */
const FROM_TAB = Symbol('from another tab');
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
  /** What the server has, as far as is known here: what `doc` has beyond it is not sent yet. */
  private readonly stored = new Y.Doc();
  private readonly listener: Listener;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;

  /** `typed`: what the page shows, which may be more than what was kept: that was typed meanwhile. */
  constructor(slug: string, kept: StoredText, typed: string | null, listener: Listener) {
    this.slug = slug;
    this.listener = listener;
    this.epoch = kept.epoch;
    this.content = this.doc.getText('prompt');
    if (kept.stored) Y.applyUpdate(this.stored, fromBase64(kept.stored));
    if (kept.state) Y.applyUpdate(this.doc, fromBase64(kept.state), FROM_SERVER);
    this.undoManager = new Y.UndoManager(this.content, { trackedOrigins: new Set([BY_PAGE]) });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_SERVER) this.listener.edited(update);
      this.soonKeep();
    });
    this.stored.on('update', () => this.soonKeep());
    this.content.observe(() => this.listener.changed(this.text));
    if (typed !== null) this.replace(typed);
    this.listener.changed(this.text);
  }

  get text(): string {
    return this.content.toString();
  }

  /** Of what the server has: what it answers with brings just what is missing there. */
  get stateVector(): Uint8Array {
    return Y.encodeStateVector(this.stored);
  }

  /** One edit that undo takes back alone; only what is different is touched, so that carets of others stay where they are. */
  replace(words: string): void {
    const change = changeBetween(this.text, withPlainBreaks(words));
    if (change.removed === '' && change.inserted === '') return;
    this.undoManager.stopCapturing();
    this.apply(change);
    this.undoManager.stopCapturing();
  }

  /** Takes an edit that the server has, whoever made it: a second time it does nothing. */
  take(bytes: Uint8Array): void {
    const update = new Uint8Array(bytes);
    Y.applyUpdate(this.stored, update);
    Y.applyUpdate(this.doc, update, FROM_SERVER);
  }

  /** Takes what the server has; gives back what the server lacks, if anything. */
  meet({ epoch, update, stateVector }: DraftOpened): Uint8Array | null {
    this.epoch = epoch;
    this.take(update);
    return this.hasUnsent ? Y.encodeStateAsUpdate(this.doc, new Uint8Array(stateVector)) : null;
  }

  /** Takes what another tab of this browser keeps: should that one be closed before it was sent, this one sends it [WR3]. */
  join({ epoch, state, stored }: StoredText): void {
    if (epoch !== this.epoch) return;
    if (stored) this.take(fromBase64(stored));
    if (state) Y.applyUpdate(this.doc, fromBase64(state), FROM_TAB);
  }

  /** What was changed here and is not stored yet. */
  unsent = () => (this.hasUnsent ? changeBetween(this.stored.getText('prompt').toString(), this.text) : null);

  /** An edit that was made of the same words before they began anew [WR6]. */
  redo(change: ReturnType<typeof changeBetween>): void {
    this.apply(moved(change, this.text));
  }

  keep = (): void => {
    clearTimeout(this.keepTimer);
    this.keepTimer = undefined;
    keepText(this.slug, this.kept);
  };

  get kept(): StoredText {
    const [state, stored] = [this.doc, this.stored].map((doc) => toBase64(Y.encodeStateAsUpdate(doc)));
    return {
      epoch: this.epoch,
      state: state ?? null,
      stored: stored ?? null,
      text: this.text,
      isUnsent: this.hasUnsent,
    };
  }

  close(): void {
    if (this.keepTimer) this.keep();
    this.undoManager.destroy();
    this.doc.destroy();
    this.stored.destroy();
  }

  private get hasUnsent(): boolean {
    return !Y.equalSnapshots(Y.snapshot(this.doc), Y.snapshot(this.stored));
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
