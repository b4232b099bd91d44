'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { Dialog } from 'radix-ui';
import { toast } from 'sonner';
import { downloadUrl } from '../../lib/api.ts';
import { useFeed } from '../../lib/connection.ts';
import { copyText } from '../../lib/copy.ts';
import { ago, bytes, dateTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button, buttonStyles } from '../../ui/button.tsx';
import { DownloadIcon, LinkIcon, ReuseIcon } from '../../ui/icons.tsx';

async function copyLink() {
  toast((await copyText(location.href)) ? 'The picture’s link is copied.' : `The picture’s link: ${location.href}`);
}

/** The words first, then who and when, what can be done, and every setting as a quiet table. */
export function PictureInfo({ item, onReuse }: { item: GalleryItem; onReuse: () => void }) {
  const { generation, picture } = item;
  const title = useFeed((feed) => feed.models.find((model) => model.name === generation.model)?.title);
  const now = useNow(60_000);
  const madeAt = generation.finishedAt ?? generation.startedAt ?? generation.createdAt;
  const rows: [string, string][] = [
    ['Model', title ?? generation.model],
    ['Steps', String(generation.steps)],
    ['Guidance scale', String(generation.guidanceScale)],
    ['Size', `${picture.width} × ${picture.height}`],
    ['Seed', String(picture.seed)],
    ['File', `PNG, ${bytes(picture.bytes)}`],
  ];
  if (generation.count > 1) rows.push(['Picture', `${picture.index + 1} of ${generation.count}`]);
  return (
    <div className="mx-auto max-w-3xl px-4 pt-4 pb-10 md:px-6">
      <Dialog.Title asChild>
        <h2 dir="auto" className="whitespace-pre-wrap text-balance text-lg">
          {generation.prompt}
        </h2>
      </Dialog.Title>
      <p className="mt-1 text-muted text-sm">
        <bdi className="text-text">{generation.author.name}</bdi>,{' '}
        <time dateTime={madeAt} title={dateTime(madeAt)}>
          {ago(madeAt, now)}
        </time>
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button onClick={onReuse}>
          <ReuseIcon />
          Use these settings
        </Button>
        <a className={buttonStyles({ kind: 'outline' })} href={downloadUrl(generation.id, picture.index)} download>
          <DownloadIcon />
          Download original
        </a>
        <Button onClick={copyLink}>
          <LinkIcon />
          Copy link
        </Button>
      </div>
      <dl className="mt-6 grid grid-cols-2 gap-x-6 border-line border-t pt-4 text-sm sm:grid-cols-3">
        {rows.map(([name, value]) => (
          <div key={name} className="flex flex-col py-1.5">
            <dt className="text-muted text-xs">{name}</dt>
            <dd className={/^\d/.test(value) ? 'font-mono text-[0.8125rem] leading-5' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      {generation.negativePrompt && (
        <dl className="mt-2 text-sm">
          <dt className="text-muted text-xs">Negative prompt</dt>
          <dd dir="auto" className="whitespace-pre-wrap">
            {generation.negativePrompt}
          </dd>
        </dl>
      )}
    </div>
  );
}
