import { MAX_DRAFT_LENGTH } from '@darkroom/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SharedText } from './shared-text.ts';

/** An edit of what `text` holds. */
function edit(text: SharedText, change: (content: Y.Text) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, text.state);
  const before = Y.encodeStateVector(doc);
  change(doc.getText('prompt'));
  return Y.encodeStateAsUpdate(doc, before);
}

/** Of a browser that wrote something and took it back. */
function nothingLeft(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('prompt').insert(0, 'x');
  doc.getText('prompt').delete(0, 1);
  return Y.encodeStateAsUpdate(doc);
}

describe('the shared text', () => {
  it('[WR5] is as it was after an edit that was refused, also when that was half applied', () => {
    const text = new SharedText(null);
    text.take(edit(text, (content) => content.insert(0, 'a red apple')));
    const before = text.state;
    const tooLong = edit(text, (content) => content.insert(0, 'x'.repeat(MAX_DRAFT_LENGTH)));
    expect(() => text.take(tooLong)).toThrow('longer than 20,000 characters');
    expect(text.state).toEqual(before);
    text.take(edit(text, (content) => content.insert(2, 'very ')));
    expect(text.text).toBe('a very red apple');
  });

  it('gives whoever has something what they lack, and whoever has nothing all of it', () => {
    const text = new SharedText(null);
    text.take(edit(text, (content) => content.insert(0, 'one')));
    const early = text.stateVector;
    text.take(edit(text, (content) => content.insert(3, ' two')));
    expect(text.missing(early).length).toBeLessThan(text.state.length);
    expect(new SharedText(text.missing(new Uint8Array([0]))).text).toBe('one two');
  });

  it('[WR6] keeps its words and nothing else when it begins anew', () => {
    const text = new SharedText(null);
    text.take(edit(text, (content) => content.insert(0, 'a red apple')));
    // A hundred browsers at a time write something and take it back.
    for (let n = 0; n < 11; n++) text.take(Y.mergeUpdates(Array.from({ length: 100 }, nothingLeft)));
    expect(text.isOutgrown()).toBe(true);
    text.renew();
    expect(text.isOutgrown()).toBe(false);
    expect(text.text).toBe('a red apple');
    expect(text.state.length).toBeLessThan(60);
  });

  it('the longest text there may be has not outgrown itself', () => {
    const text = new SharedText(null);
    text.take(edit(text, (content) => content.insert(0, '漢'.repeat(MAX_DRAFT_LENGTH))));
    expect(text.isOutgrown()).toBe(false);
  });
});
