'use client';

/** Where other features show what they know of a picture; app/ fills the places. */
import type { GalleryItem } from '@darkroom/protocol';
import { type ComponentType, createContext, useContext } from 'react';

type OfPicture = ComponentType<{ item: GalleryItem }>;
export type PictureSlots = {
  /** On a cell of the sheet, which is a button: nothing in it can be pressed. */
  onCell: OfPicture;
  /** Under the open picture. */
  onPicture: OfPicture;
  /** Under its actions: what it comes from and what came of it; a press on one walks there. */
  lineage: ComponentType<{ item: GalleryItem; onWalk: (key: string) => void }>;
  /** Over the open picture's page: while it is open, nothing else can be reached. */
  overPicture: ComponentType;
};

const Nothing = () => null;
const Slots = createContext<PictureSlots>({
  onCell: Nothing,
  onPicture: Nothing,
  lineage: Nothing,
  overPicture: Nothing,
});

export const PictureSlotsProvider = Slots.Provider;
export const usePictureSlots = () => useContext(Slots);
