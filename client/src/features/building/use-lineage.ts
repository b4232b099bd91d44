import type { GalleryItem, Lineage, LineageNode, PictureRef } from '@darkroom/protocol';
import { useEffect, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useFeed } from '../../lib/connection.ts';
import { isWhole } from '../../lib/gallery/merge.ts';
import { useGallery } from '../../lib/gallery/store.ts';
import { refOf } from '../../lib/origin.ts';

export const keyOfRef = ({ generationId, index }: PictureRef) => `${generationId}-${index}`;
export const isSame = (one: PictureRef | null, other: PictureRef | null) =>
  one !== null && other !== null && one.generationId === other.generationId && one.index === other.index;

/** Undefined until it is there, and where it cannot be loaded: a picture is whole without it. Asked again when something new was made, and after a time away. */
export function useLineage(item: GalleryItem): Lineage | undefined {
  const { generationId, index } = refOf(item);
  const [lineage, setLineage] = useState<Lineage>();
  const children = useGallery(
    ({ items }) =>
      items.filter((item) => isWhole(item) && isSame(item.generation.parent, { generationId, index })).length,
  );
  const snapshots = useFeed((feed) => feed.snapshots);
  useEffect(() => {
    let isStale = false;
    void [children, snapshots];
    api.lineage({ generationId, index }).then(
      (answer) => !isStale && setLineage(answer),
      () => {},
    );
    return () => {
      isStale = true;
    };
  }, [generationId, index, children, snapshots]);
  return lineage;
}

export const childrenOf = ({ nodes }: Lineage, of: PictureRef): LineageNode[] =>
  nodes.filter(({ parent }) => isSame(parent, of));
