/**
 * Keeps the room's text here and at the server in step: opens it after each join, sends what was written in small batches, one at a time,
 * and takes what others wrote [WR1, WR3, WR4]. What is not acknowledged is not given up.
 */
import type { DraftEdited, DraftOpened } from '@darkroom/protocol';
import * as Y from 'yjs';
import { ApiError } from '../api.ts';
import { backoffMs } from '../backoff.ts';
import { command, onEvent, useFeed } from '../connection.ts';
import { showWriting } from '../doing.ts';
import { clearPromptError, setErrors, setOwn, showShared, useDraft } from '../draft.ts';
import { SharedText } from './shared-text.ts';
import { NOTHING, onTextOfTabs, readText, type StoredText } from './stored-text.ts';

/** What is typed in this time goes together. */
const BATCH_MS = 60;
/** Two gateways may tell of their edits in the wrong order; what takes longer is lost. */
const GAP_MS = 1_000;

class TextSession {
  private readonly slug: string;
  private text: SharedText;
  private pending: Uint8Array[] = [];
  /** Edits that came while the text was being opened. */
  private early: DraftEdited[] = [];
  private readonly ahead = new Set<number>();
  private revision = 0;
  private state: 'closed' | 'opening' | 'open' = 'closed';
  private isSending = false;
  private isOver = false;
  private failures = 0;
  /** What an earlier opening brings, or fails to, counts no more. */
  private attempts = 0;
  private hasTriedAgain = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private gapTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(slug: string) {
    this.slug = slug;
    this.text = this.make(readText(slug), useDraft.getState().shared);
  }

  open = async (): Promise<void> => {
    const { room, status } = useFeed.getState();
    if (!room || status !== 'live' || this.state === 'opening' || this.isOver) return;
    this.state = 'opening';
    const attempt = ++this.attempts;
    const { epoch, stateVector } = this.text;
    try {
      const opened = await command('draft:open', { roomId: room.id, epoch, stateVector });
      if (!this.isOver && attempt === this.attempts) this.take(opened);
    } catch (error) {
      if (attempt === this.attempts) this.state = 'closed';
      if (!(error instanceof ApiError)) throw error;
      if (error.retryable) this.later(this.open, error.retryAfterMs);
    }
  };

  /** The connection is gone: what is pending is part of what the next opening sends. */
  lose(): void {
    this.attempts++;
    this.state = 'closed';
    this.early = [];
  }

  hear(edited: DraftEdited): void {
    if (edited.roomId !== useFeed.getState().room?.id || this.state === 'closed') return;
    if (this.state === 'opening') return void this.early.push(edited);
    // Of what is here already, or of the text that was before this one.
    if (edited.revision <= this.revision) return;
    if (edited.epoch !== this.text.epoch) return void this.open();
    this.text.take(edited.update);
    this.ahead.add(edited.revision);
    while (this.ahead.delete(this.revision + 1)) this.revision++;
    clearTimeout(this.gapTimer);
    if (this.ahead.size > 0) this.gapTimer = setTimeout(this.open, GAP_MS);
  }

  close(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    clearTimeout(this.gapTimer);
    this.text.close();
    useDraft.setState({ sharedText: null });
  }

  keep = () => this.text.keep();

  /** Tabs that are connected send their own, and may have it refused: only what nobody can send now is taken over. */
  join = (kept: StoredText) => {
    if (this.state !== 'open') this.text.join(kept);
  };

  private make(kept: StoredText, typed: string | null): SharedText {
    const edited = (update: Uint8Array) => {
      this.pending.push(update);
      clearPromptError();
      showWriting();
      this.soonSend();
    };
    const sharedText = new SharedText(this.slug, kept, typed, { changed: showShared, edited });
    useDraft.setState({ sharedText });
    return sharedText;
  }

  private take(opened: DraftOpened): void {
    const isAnother = this.text.epoch !== null && this.text.epoch !== opened.epoch;
    const unsent = isAnother ? this.text.unsent() : null;
    if (isAnother) this.beginAgain();
    const missing = this.text.meet(opened);
    this.pending = missing ? [missing] : [];
    if (unsent) this.text.redo(unsent);
    this.revision = opened.revision;
    this.ahead.clear();
    clearTimeout(this.gapTimer);
    this.state = 'open';
    this.failures = 0;
    for (const edited of this.early.splice(0)) this.hear(edited);
    this.soonSend();
  }

  /** From nothing, to be filled by the server. */
  private beginAgain(): void {
    this.text.close();
    this.pending = [];
    this.text = this.make(NOTHING, null);
  }

  private soonSend(): void {
    if (this.isSending || this.state !== 'open' || this.pending.length === 0) return;
    this.timer ??= setTimeout(this.send, BATCH_MS);
  }

  private send = async (): Promise<void> => {
    this.timer = undefined;
    const { room } = useFeed.getState();
    if (!room || this.isSending || this.state !== 'open' || this.pending.length === 0) return;
    const { text } = this;
    const update = Y.mergeUpdates(this.pending.splice(0));
    this.isSending = true;
    try {
      await command('draft:edit', { roomId: room.id, epoch: text.epoch ?? 0, update });
      this.failures = 0;
      this.hasTriedAgain = false;
      text.take(update);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (text === this.text) this.notTaken(update, error);
    } finally {
      this.isSending = false;
    }
    this.soonSend();
  };

  private notTaken(update: Uint8Array, error: ApiError): void {
    if (error.retryable) {
      this.pending.unshift(update);
      this.later(this.send, error.retryAfterMs);
      return;
    }
    // The server may have less than it said, as after its data were restored: all that it lacks goes along once.
    const isWorthAnother = error.code === 'draft_renewed' || (error.code === 'draft_invalid' && !this.hasTriedAgain);
    this.hasTriedAgain = error.code === 'draft_invalid';
    if (isWorthAnother) return void this.open();
    this.giveUp(error);
  }

  /** Refused for good: the room's text is shown as the room has it, and our words are kept where nobody refuses them [WR5]. */
  private giveUp(error: ApiError): void {
    const { own } = useDraft.getState();
    const words = this.text.text;
    if (words.trim() && !own.includes(words)) setOwn(own ? `${own}\n${words}` : words);
    this.beginAgain();
    this.state = 'closed';
    setErrors({ prompt: (texts) => texts.writing.keptPrivate(error.say(texts)) });
    void this.open();
  }

  private later(action: () => void, notBeforeMs = 0): void {
    clearTimeout(this.timer);
    const run = () => {
      this.timer = undefined;
      if (!this.isOver) action();
    };
    this.timer = setTimeout(run, Math.max(notBeforeMs, backoffMs(this.failures++)));
  }
}

/** Gives back how to leave it. */
export function openSharedText(slug: string): () => void {
  const session = new TextSession(slug);
  const stopHearing = onEvent('draft:edited', (edited) => session.hear(edited));
  const stopJoining = onTextOfTabs(slug, session.join);
  const unwatch = useFeed.subscribe((feed, before) => {
    if (feed.status === 'offline' && before.status !== 'offline') session.lose();
    if (feed.snapshots !== before.snapshots) void session.open();
  });
  addEventListener('pagehide', session.keep);
  void session.open();
  return () => {
    removeEventListener('pagehide', session.keep);
    unwatch();
    stopHearing();
    stopJoining();
    session.close();
  };
}
