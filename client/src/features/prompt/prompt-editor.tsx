'use client';

import { insertNewline, standardKeymap } from '@codemirror/commands';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { yCollab, ySyncAnnotation, yUndoManagerKeymap } from 'y-codemirror.next';
import * as Y from 'yjs';
import { useFeed } from '../../lib/connection.ts';
import { show } from '../../lib/doing.ts';
import { setErrors } from '../../lib/draft.ts';
import { personHue } from '../../lib/format.ts';
import { MAX_LENGTH, type SharedText } from '../../lib/writing/shared-text.ts';
import { othersCarets } from './carets.ts';
import { editorTheme } from './editor-theme.ts';

/** What one box leaves to the next in its place: where its caret was, if it had the focus, and how often it was asked to take it. */
export type Left = { selection: { start: number; end: number } | null; focusRequests: number };
export type EditorProps = {
  text: SharedText;
  left: RefObject<Left>;
  focusRequests: number;
  describedBy: string | undefined;
  isInvalid: boolean;
  isReadOnly: boolean;
  label: string;
  hint: string;
};

const named = (userId: string) => {
  const { people, hues } = useFeed.getState();
  const person = people.find((one) => one.userId === userId);
  return person ? { name: person.name, hue: hues[userId] ?? personHue(userId) } : null;
};

/** The room's text, with everybody's carets. One for each text: another text needs another editor. */
export function PromptEditor({ text, left, focusRequests, ...look }: EditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const [dressed] = useState(() => new Compartment());
  const { label, hint, describedBy, isInvalid, isReadOnly } = look;
  const dress = useMemo(
    () => dressOf({ label, hint, describedBy, isInvalid, isReadOnly }),
    [label, hint, describedBy, isInvalid, isReadOnly],
  );
  const latestDress = useRef(dress);

  // Before it is painted: who was typing types on.
  useLayoutEffect(() => {
    const editor = new EditorView({
      parent: parent.current ?? document.body,
      state: EditorState.create({
        doc: text.text,
        extensions: [
          // Breaks of other systems are characters like others: places count the same here and in the text.
          EditorState.lineSeparator.of('\n'),
          dressed.of(latestDress.current),
          keymap.of([...yUndoManagerKeymap, { key: 'Enter', run: insertNewline }, ...standardKeymap]),
          EditorView.lineWrapping,
          yCollab(text.content, null, { undoManager: text.undoManager }),
          othersCarets(text, named),
          atMost(MAX_LENGTH),
          pointing(text),
          editorTheme,
        ],
      }),
    });
    view.current = editor;
    const { selection: from } = left.current;
    left.current.selection = null;
    const [anchor, head] = [from?.start, from?.end].map((at) => Math.min(at ?? text.text.length, text.text.length));
    editor.dispatch({ selection: { anchor: anchor ?? 0, head: head ?? 0 } });
    if (from) editor.focus();
    return () => {
      const { from: start, to: end } = editor.state.selection.main;
      if (editor.hasFocus) left.current.selection = { start, end };
      show({ caret: null });
      editor.destroy();
    };
  }, [text, left, dressed]);

  useEffect(() => {
    latestDress.current = dress;
    view.current?.dispatch({ effects: dressed.reconfigure(dress) });
  }, [dressed, dress]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || focusRequests === left.current.focusRequests) return;
    left.current.focusRequests = focusRequests;
    editor.focus();
    editor.dispatch({ selection: { anchor: editor.state.doc.length }, scrollIntoView: true });
  }, [left, focusRequests]);

  return <div ref={parent} />;
}

type Look = Pick<EditorProps, 'label' | 'hint' | 'describedBy' | 'isInvalid' | 'isReadOnly'>;

/** What the plain box had, too. */
function dressOf({ label, hint, describedBy, isInvalid, isReadOnly }: Look): Extension {
  const attributes: Record<string, string> = {
    'aria-label': label,
    'aria-multiline': 'true',
    dir: 'auto',
    enterkeyhint: 'enter',
    spellcheck: 'true',
    autocorrect: 'on',
    autocapitalize: 'sentences',
  };
  if (isInvalid) attributes['aria-invalid'] = 'true';
  if (describedBy) attributes['aria-describedby'] = describedBy;
  if (isReadOnly) attributes['aria-readonly'] = 'true';
  return [
    placeholder(hint),
    EditorView.contentAttributes.of(attributes),
    EditorState.readOnly.of(isReadOnly),
    EditorView.editable.of(!isReadOnly),
  ];
}

/** What is typed or pasted here above that is not taken, and said so. */
const atMost = (length: number): Extension =>
  EditorState.transactionFilter.of((transaction) => {
    const isOurs = transaction.docChanged && transaction.annotation(ySyncAnnotation) === undefined;
    if (!isOurs || transaction.newDoc.length <= Math.max(length, transaction.startState.doc.length)) return transaction;
    setErrors({ prompt: ({ writing }) => writing.full(length) });
    return [];
  });

/** Tells the others where our caret is, while it is here. */
const pointing = (text: SharedText): Extension =>
  EditorView.updateListener.of(({ view, selectionSet, docChanged, focusChanged }) => {
    if (!selectionSet && !docChanged && !focusChanged) return;
    if (!view.hasFocus || text.epoch === null) return show({ caret: null });
    const { anchor, head } = view.state.selection.main;
    const [from, to] = [anchor, head].map((at) =>
      Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text.content, at)),
    );
    if (from && to) show({ caret: { epoch: text.epoch, anchor: from, head: to } });
  });
