import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SharedText } from './shared-text.ts';
import { NOTHING, type StoredText, toBase64 } from './stored-text.ts';

/** A text in a browser, with what it has to send. */
function open(typed: string | null = null, kept: StoredText = NOTHING) {
  const sent: Uint8Array[] = [];
  let shown = '';
  const changed = (text: string) => {
    shown = text;
  };
  const text = new SharedText('room', kept, typed, { changed, edited: (update) => sent.push(update) });
  return { text, sent, shown: () => shown };
}

/** What the server answers who opens a text that `doc` holds. */
const opened = (doc: Y.Doc, epoch = 0) => ({
  epoch,
  revision: 1,
  update: Y.encodeStateAsUpdate(doc),
  stateVector: Y.encodeStateVector(doc),
});
function docOf(words: string): Y.Doc {
  const doc = new Y.Doc();
  doc.getText('prompt').insert(0, words);
  return doc;
}

describe('the shared text in a browser', () => {
  it('[WR3] keeps what was typed before it was there, beside what the server has', () => {
    const { text, shown } = open('typed early');
    const doc = docOf('of the room');
    const missing = text.meet(opened(doc));
    expect(shown()).toContain('typed early');
    expect(shown()).toContain('of the room');
    Y.applyUpdate(doc, missing ?? new Uint8Array());
    expect(doc.getText('prompt').toString()).toBe(shown());
  });

  it('[WR3] has what it kept, and sends it if the server may lack it', () => {
    const state = toBase64(Y.encodeStateAsUpdate(docOf('kept')));
    const { text, shown } = open('kept', { epoch: 0, state, stored: null, text: 'kept', isUnsent: true });
    expect(shown()).toBe('kept');
    expect(text.meet(opened(new Y.Doc()))).not.toBeNull();
  });

  it('lacks nothing, and has nothing to send, when both have the same', () => {
    const { text } = open();
    const doc = docOf('the same');
    text.meet(opened(doc));
    expect(text.kept.isUnsent).toBe(false);
    expect(text.meet(opened(doc))).toBeNull();
  });

  it('[WR7] takes back only what was written here', () => {
    const { text, shown } = open();
    text.replace('mine');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(text.content.doc as Y.Doc));
    other.getText('prompt').insert(4, ' and theirs');
    text.take(Y.encodeStateAsUpdate(other));
    expect(shown()).toBe('mine and theirs');
    text.undoManager.undo();
    expect(shown()).toBe(' and theirs');
    text.undoManager.redo();
    expect(shown()).toBe('mine and theirs');
  });

  it('[WR6] makes an edit again in a text that began anew', () => {
    const { text } = open();
    text.meet(opened(docOf('a red apple')));
    text.replace('a green apple');
    const unsent = text.unsent();
    const { text: next, sent, shown } = open();
    next.meet(opened(docOf('a red apple tree'), 1));
    if (unsent) next.redo(unsent);
    expect(shown()).toBe('a green apple tree');
    expect(sent).toHaveLength(1);
  });

  it('[WR6] makes no edit again that was stored, nor one of another, in a text that began anew', () => {
    const { text, sent } = open();
    const room = docOf('a red apple');
    text.meet(opened(room));
    text.replace('a red apple pie');
    for (const update of sent) {
      Y.applyUpdate(room, update);
      text.take(update);
    }
    text.replace('a red apple pie with cream');
    const before = Y.encodeStateVector(room);
    room.getText('prompt').insert(0, 'see: ');
    text.take(Y.encodeStateAsUpdate(room, before));
    const { text: next, shown } = open();
    next.meet(opened(docOf('see: a red apple pie'), 1));
    const unsent = text.unsent();
    if (unsent) next.redo(unsent);
    expect(shown()).toBe('see: a red apple pie with cream');
  });

  it('[WR3, WR6] makes an edit again that was kept over a reload, in a text that began anew meanwhile', () => {
    const { text } = open();
    text.meet(opened(docOf('a cat')));
    text.replace('a cat that sleeps');
    const { text: loaded } = open(text.kept.text, text.kept);
    expect(loaded.text).toBe('a cat that sleeps');
    expect(loaded.unsent()).toEqual({ at: 5, removed: '', inserted: ' that sleeps' });
  });

  it('[WR3] sends a deletion that was kept over a reload', () => {
    const { text } = open();
    const room = docOf('a red apple');
    text.meet(opened(room));
    text.replace('an apple');
    const { text: loaded } = open(text.kept.text, text.kept);
    Y.applyUpdate(room, loaded.meet(opened(room)) ?? new Uint8Array());
    expect(room.getText('prompt').toString()).toBe('an apple');
    expect(loaded.meet(opened(room)), 'once').toBeNull();
  });

  it('[WR3] takes over what another tab wrote without a connection, once, and sends it', () => {
    const room = docOf('a cat');
    const [one, other] = [open(), open()];
    for (const { text } of [one, other]) text.meet(opened(room));
    one.text.replace('a cat that sleeps');
    other.text.replace('see: a cat');
    other.text.join(one.text.kept);
    expect(other.shown()).toBe('see: a cat that sleeps');
    const { length } = other.sent;
    other.text.join(one.text.kept);
    expect(other.sent).toHaveLength(length);
    for (const update of other.sent) Y.applyUpdate(room, update);
    expect(room.getText('prompt').toString()).toBe('see: a cat that sleeps');
  });

  it('[WR6] takes nothing from a tab that has the text from before it began anew', () => {
    const [one, other] = [open(), open()];
    one.text.meet(opened(docOf('a cat')));
    other.text.meet(opened(docOf('a cat'), 1));
    one.text.replace('a cat that sleeps');
    other.text.join(one.text.kept);
    expect(other.shown()).toBe('a cat');
  });

  it('breaks lines as the editor does', () => {
    const { text, shown } = open();
    text.replace('one\r\ntwo\rthree');
    expect(shown()).toBe('one\ntwo\nthree');
  });
});
