'use client';

import type { GalleryItem } from '@darkroom/protocol';
import { type ReactNode, useRef, useState } from 'react';
import { uploadThumbnailUrl, uploadUrl } from '../../lib/api.ts';
import { refOf } from '../../lib/origin.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { TreeIcon } from '../../ui/icons.tsx';
import { later } from '../../ui/later.tsx';
import type { LineageDialogProps } from './lineage-dialog.tsx';
import { Thumb, thumbStyles } from './thumb.tsx';
import { childrenOf, isSame, keyOfRef, useLineage } from './use-lineage.ts';

const LineageDialog = later<LineageDialogProps>(() =>
  import('./lineage-dialog.tsx').then((module) => module.LineageDialog),
);

export type LineageRowProps = { item: GalleryItem; onWalk: (key: string) => void };

/** Below the picture: what it was made from, and what came of it at once. The whole tree is a press away. */
export function LineageRow({ item, onWalk }: LineageRowProps) {
  const { building } = useAllTexts();
  const lineage = useLineage(item);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { source } = item.generation;
  const upload = source?.kind === 'upload' ? source.uploadId : null;
  if (!lineage || (lineage.nodes.length < 2 && !upload)) return null;
  const self = refOf(item);
  const parents = lineage.nodes.filter(({ picture }) => isSame(picture, item.generation.parent));
  const children = childrenOf(lineage, self);
  return (
    <div className="mt-6 flex flex-wrap items-end gap-x-8 gap-y-3">
      {(parents.length > 0 || upload) && (
        <Row title={building.madeFrom}>
          {upload && <Brought uploadId={upload} label={building.broughtPicture} />}
          {parents.map((node) => (
            <Thumb key={keyOfRef(node.picture)} node={node} gone={building.gone} onWalk={onWalk} />
          ))}
        </Row>
      )}
      {children.length > 0 && (
        <Row title={building.madeFromIt}>
          {children.map((node) => (
            <Thumb key={keyOfRef(node.picture)} node={node} gone={building.gone} onWalk={onWalk} />
          ))}
        </Row>
      )}
      {lineage.nodes.length > 1 && (
        <Button ref={button} kind="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <TreeIcon />
          {building.lineage}
        </Button>
      )}
      {isOpen && (
        <LineageDialog
          lineage={lineage}
          self={self}
          returnTo={button}
          onClose={() => setOpen(false)}
          onWalk={(key) => {
            setOpen(false);
            onWalk(key);
          }}
        />
      )}
    </div>
  );
}

const Row = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="min-w-0">
    <h3 className="mb-1.5 text-muted text-xs">{title}</h3>
    <div className="flex gap-1 overflow-x-auto">{children}</div>
  </section>
);

const Brought = ({ uploadId, label }: { uploadId: string; label: string }) => (
  <a
    href={uploadUrl(uploadId)}
    target="_blank"
    rel="noreferrer"
    aria-label={label}
    title={label}
    className={thumbStyles}
  >
    <img src={uploadThumbnailUrl(uploadId)} alt="" className="size-full object-cover" />
  </a>
);
