import type { GalleryItem } from '@darkroom/protocol';
import { thumbHashToAverageRGBA } from 'thumbhash';
import { thumbnailUrl } from '../../lib/api.ts';
import { keyOf } from '../../lib/gallery/merge.ts';
import { clamp, SHEET_GAP } from './justify.ts';

/** Those of the first page that a large window shows. */
const MOST = 32;
/** A row that grows from this height has about as many pictures as one of the sheet itself. */
const LEAST_HEIGHT = 152;

/** The sheet as the server draws it, which knows no window: the browser itself fills the rows, and each picture has its place at once. */
export function FirstSheet({ items }: { items: GalleryItem[] }) {
  return (
    <div className="flex flex-wrap" style={{ gap: SHEET_GAP }}>
      {items.slice(0, MOST).map((item) => {
        const { generation, picture } = item;
        const ratio = clamp(picture.width / picture.height);
        return (
          <span
            key={keyOf(item)}
            className="sheet relative min-w-[calc(50%-2px)] overflow-hidden md:min-w-0"
            style={{
              flex: `${ratio} 1 ${Math.round(ratio * LEAST_HEIGHT)}px`,
              aspectRatio: ratio,
              background: averageColour(picture.placeholder),
            }}
          >
            <img
              src={thumbnailUrl(generation.id, picture.index)}
              alt={generation.prompt}
              width={picture.width}
              height={picture.height}
              className="absolute inset-0 size-full object-cover"
            />
          </span>
        );
      })}
      <span aria-hidden className="h-0 grow-[1000]" />
    </div>
  );
}

/** Of the blurred likeness, which as a picture of its own would weigh more than the rest of the page. */
function averageColour(placeholder: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(placeholder), (letter) => letter.charCodeAt(0));
    const { r, g, b } = thumbHashToAverageRGBA(bytes);
    return `rgb(${[r, g, b].map((part) => Math.round(part * 255)).join(' ')})`;
  } catch {
    return undefined;
  }
}
