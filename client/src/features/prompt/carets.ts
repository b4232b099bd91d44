/** Others' carets and selections in the editor: in their colour, with their name for a moment after each move [WR9]. */
import { type Range, RangeSet } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view';
import * as Y from 'yjs';
import { type OthersDoing, useDoing } from '../../lib/doing.ts';
import type { SharedText } from '../../lib/writing/shared-text.ts';

export type Named = (userId: string) => { name: string; hue: number } | null;

/** A flag wider than this would stick out on the right, and hangs to the left instead. */
const FLAG_PX = 110;

class CaretWidget extends WidgetType {
  private readonly name: string;
  private readonly hue: number;
  private readonly movedAtMs: number;

  constructor(name: string, hue: number, movedAtMs: number) {
    super();
    this.name = name;
    this.hue = hue;
    this.movedAtMs = movedAtMs;
  }

  /** A new one for each move: its name is shown again from the beginning. */
  override eq(other: CaretWidget): boolean {
    return this.name === other.name && this.hue === other.hue && this.movedAtMs === other.movedAtMs;
  }

  override toDOM(view: EditorView): HTMLElement {
    const caret = document.createElement('span');
    caret.className = 'cm-others-caret';
    caret.style.setProperty('--hue', String(this.hue));
    caret.ariaHidden = 'true';
    const flag = document.createElement('span');
    flag.className = 'cm-others-name';
    // As an attribute: the name is no part of the text, whoever reads or copies it.
    flag.dataset.name = this.name;
    caret.append(flag);
    view.requestMeasure({
      read: () => view.scrollDOM.getBoundingClientRect().right - caret.getBoundingClientRect().left < FLAG_PX,
      write: (isAtEnd) => caret.classList.toggle('cm-others-at-end', isAtEnd),
    });
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

type Place = { anchor: number; head: number };

export function othersCarets(text: SharedText, named: Named) {
  /** Null: what it points at has not arrived yet. */
  function placeOf({ caret }: OthersDoing): Place | null {
    if (!caret || caret.epoch !== text.epoch || !text.content.doc) return null;
    const { doc } = text.content;
    const [anchor, head] = [caret.anchor, caret.head].map((bytes) => {
      try {
        return Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(bytes), doc);
      } catch {
        return null;
      }
    });
    return anchor?.type === text.content && head?.type === text.content
      ? { anchor: anchor.index, head: head.index }
      : null;
  }

  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet = RangeSet.empty;
      private places = new Map<string, Place>();
      private readonly stop: () => void;

      constructor(view: EditorView) {
        this.draw(view);
        this.stop = useDoing.subscribe(() => view.dispatch({}));
      }

      update({ view, changes, docChanged }: ViewUpdate): void {
        if (docChanged) {
          for (const [key, { anchor, head }] of this.places)
            this.places.set(key, { anchor: changes.mapPos(anchor), head: changes.mapPos(head) });
        }
        this.draw(view);
      }

      destroy(): void {
        this.stop();
      }

      private draw({ state }: EditorView): void {
        const places = new Map<string, Place>();
        const ranges: Range<Decoration>[] = [];
        for (const [key, doing] of Object.entries(useDoing.getState().others)) {
          const person = named(doing.userId);
          const place = placeOf(doing) ?? (doing.caret ? this.places.get(key) : undefined);
          if (!person || !place) continue;
          const [anchor, head] = [place.anchor, place.head].map((at) => Math.min(at, state.doc.length));
          if (anchor === undefined || head === undefined) continue;
          places.set(key, { anchor, head });
          const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
          const attributes = { style: `--hue: ${person.hue}` };
          if (from < to) ranges.push(Decoration.mark({ class: 'cm-others-selection', attributes }).range(from, to));
          const widget = new CaretWidget(person.name, person.hue, doing.movedAtMs);
          // In an empty box before the words that stand in for a prompt, which are a widget of their own.
          ranges.push(Decoration.widget({ widget, side: state.doc.length === 0 ? -1 : 1 }).range(head));
        }
        this.places = places;
        this.decorations = Decoration.set(ranges, true);
      }
    },
    { decorations: ({ decorations }) => decorations },
  );
}
