import type { SharedPicture } from '@darkroom/protocol';
import type { CSSProperties } from 'react';
import type { AllTexts } from '../../texts/use-texts.ts';
import { buttonStyles } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { DownloadIcon } from '../../ui/icons.tsx';
import { SettingsTable } from '../../ui/settings-table.tsx';
import { Wordmark } from '../../ui/wordmark.tsx';

/** As in the room: pictures of the small models stand in whole multiples, with hard edges. */
const SMALL_EDGE = 256;

type Props = {
  shared: SharedPicture;
  /** What stands there until the picture does. */
  placeholder: string | null;
  texts: AllTexts;
};

/** One picture for whoever has its link: no room, no name of one, nothing to do but to look and to keep. The server draws it. */
export function SharedPicturePage({ shared, placeholder, texts: { common, gallery, sharing } }: Props) {
  const address = `/api/shares/${shared.slug}/picture.png`;
  const rows: [string, string][] = [
    [gallery.model, shared.modelTitle],
    [gallery.steps, String(shared.steps)],
    [gallery.guidanceScale, String(shared.guidanceScale)],
    [gallery.size, `${shared.width} × ${shared.height}`],
    [gallery.seed, String(shared.seed)],
  ];
  return (
    <div className="flex min-h-dvh flex-col bg-black">
      <header className="px-2 py-2 md:px-4 md:py-3">
        {/* A plain link: the first page is loaded fresh. */}
        <a href="/" className="inline-flex h-11 items-center rounded-control px-2">
          <Wordmark />
        </a>
      </header>
      <main className="flex flex-1 flex-col">
        <div className="flex min-h-[calc(100dvh-17rem)] items-center justify-center px-4 md:px-6">
          <img
            src={address}
            alt={shared.prompt}
            width={shared.width}
            height={shared.height}
            style={{ ...sizeOf(shared), backgroundImage: placeholder ? `url(${placeholder})` : undefined }}
            className={cn('sheet h-auto max-w-full bg-cover', isSmall(shared) && '[image-rendering:pixelated]')}
          />
        </div>
        <div className="mx-auto w-full max-w-3xl px-4 pt-5 pb-10 md:px-6">
          <h1 dir="auto" className="whitespace-pre-wrap text-balance text-lg">
            {shared.prompt}
          </h1>
          <p className="mt-1 text-muted text-sm">
            <bdi className="text-text">{shared.authorName || common.someoneWhoLeft}</bdi>,{' '}
            <time dateTime={shared.madeAt}>{sharing.day(shared.madeAt)}</time>
          </p>
          <SettingsTable
            className="mt-5"
            rows={rows}
            negativePrompt={shared.negativePrompt}
            negativePromptLabel={gallery.negativePrompt}
          />
          <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3 border-line border-t pt-5">
            <a className={buttonStyles({ kind: 'outline' })} href={`${address}?download`} download>
              <DownloadIcon />
              {gallery.downloadOriginal}
            </a>
            <a
              href="/"
              className="inline-flex min-h-11 items-center text-muted text-sm underline underline-offset-4 hover:text-text"
            >
              {sharing.madeWithDarkroom}
            </a>
          </div>
        </div>
      </main>
    </div>
  );
}

const isSmall = ({ width, height }: SharedPicture) => Math.max(width, height) <= SMALL_EDGE;

/** Known before the picture is there, so that nothing moves when it comes. */
function sizeOf(shared: SharedPicture): CSSProperties {
  const { width, height } = shared;
  const place = `min(100vw - 2rem, (100dvh - 17rem) * ${(width / height).toFixed(4)})`;
  return {
    width: isSmall(shared)
      ? `max(${width}px, round(down, ${place}, ${width}px))`
      : `min(${width}px, max(12rem, ${place}))`,
  };
}
