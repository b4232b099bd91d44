'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { downloadUrl } from '../../lib/api.ts';
import { useFeed } from '../../lib/connection.ts';
import { copyText } from '../../lib/copy.ts';
import { ago, percent } from '../../lib/format.ts';
import { keyOf } from '../../lib/gallery/merge.ts';
import { canRepeat } from '../../lib/origin.ts';
import { usePictureSlots } from '../../lib/picture-slots.tsx';
import { vary } from '../../lib/remix.ts';
import { useNow } from '../../lib/use-now.ts';
import { allTexts, useAllTexts } from '../../texts/all-texts.ts';
import { Button, buttonStyles } from '../../ui/button.tsx';
import { DownloadIcon, LinkIcon, PictureIcon, ReuseIcon, VariationIcon } from '../../ui/icons.tsx';
import { SettingsTable } from '../../ui/settings-table.tsx';
import { toast } from '../../ui/toast.tsx';
import { DeletePicture } from './delete-picture.tsx';

async function copyLink() {
  const isCopied = await copyText(location.href);
  const { gallery } = allTexts();
  toast(isCopied ? gallery.linkCopied : gallery.theLink(location.href));
}

type PictureInfoProps = {
  item: GalleryItem;
  onReuse: () => void;
  onBegin: () => void;
  onDeleted: () => void;
  actions: ReactNode;
  onWalk: (key: string) => void;
};

/** The words first, then who and when, what can be done, and every setting as a quiet table. */
export function PictureInfo({ item, onReuse, onBegin, onDeleted, onWalk, actions }: PictureInfoProps) {
  const { building, common, gallery, measures } = useAllTexts();
  const { generation, picture } = item;
  const { onPicture: OnPicture, lineage: Lineage } = usePictureSlots();
  const title = useFeed((feed) => feed.models.find((model) => model.name === generation.model)?.title);
  const isLookingOn = useFeed((feed) => feed.you?.role === 'viewer');
  const now = useNow(60_000);
  const madeAt = generation.finishedAt ?? generation.startedAt ?? generation.createdAt;
  const rows: [string, string][] = [
    [gallery.model, title ?? generation.model],
    [gallery.steps, String(generation.steps)],
    [gallery.guidanceScale, String(generation.guidanceScale)],
    [gallery.size, `${picture.width} × ${picture.height}`],
    [gallery.seed, String(picture.seed)],
    [gallery.file, gallery.png(measures.bytes(picture.bytes))],
  ];
  if (generation.strength !== null) rows.push([building.strength, percent(generation.strength)]);
  if (generation.count > 1) rows.push([gallery.picture, gallery.nOf(picture.index + 1, generation.count)]);
  return (
    <div className="mx-auto max-w-3xl px-4 pt-4 pb-10 md:px-6">
      <Dialog.Title asChild>
        <h2 dir="auto" className="whitespace-pre-wrap text-balance text-lg">
          {generation.prompt}
        </h2>
      </Dialog.Title>
      <p className="mt-1 text-muted text-sm">
        <bdi className="text-text">{generation.author.name || common.someoneWhoLeft}</bdi>,{' '}
        <time dateTime={madeAt} title={measures.dateTime(madeAt)}>
          {ago(madeAt, now, measures)}
        </time>
      </p>
      <OnPicture item={item} />
      <div className="mt-4 flex flex-wrap gap-2">
        {!isLookingOn && (
          <>
            <Button onClick={onReuse}>
              <ReuseIcon />
              {gallery.useSettings}
            </Button>
            {canRepeat(item) && <VariationButton item={item} />}
            <Button onClick={onBegin}>
              <PictureIcon />
              {building.makeFromThis}
            </Button>
          </>
        )}
        <a className={buttonStyles({ kind: 'outline' })} href={downloadUrl(generation.id, picture.index)} download>
          <DownloadIcon />
          {gallery.downloadOriginal}
        </a>
        <Button onClick={copyLink}>
          <LinkIcon />
          {gallery.copyLink}
        </Button>
        {actions}
        <DeletePicture item={item} onDeleted={onDeleted} />
      </div>
      <Lineage key={keyOf(item)} item={item} onWalk={onWalk} />
      <SettingsTable
        className="mt-6"
        rows={rows}
        negativePrompt={generation.negativePrompt}
        negativePromptLabel={gallery.negativePrompt}
      />
    </div>
  );
}

function VariationButton({ item }: { item: GalleryItem }) {
  const { building } = useAllTexts();
  function ask() {
    vary(item);
    toast(building.variationAsked);
  }
  return (
    <Button onClick={ask}>
      <VariationIcon />
      {building.variation}
    </Button>
  );
}
