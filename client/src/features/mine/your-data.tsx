'use client';

import { useState } from 'react';
import { whenDrawn } from '../../ui/later.tsx';
import type { YourDataProps } from './your-data-dialog.tsx';

const YourDataDialog = whenDrawn<YourDataProps>(() =>
  import('./your-data-dialog.tsx').then((module) => module.YourDataDialog),
);

/** Comes when it is opened for the first time: few ever do. */
export function YourData(props: YourDataProps) {
  const [wasOpened, setOpened] = useState(false);
  if (props.isOpen && !wasOpened) setOpened(true);
  return wasOpened || props.isOpen ? <YourDataDialog {...props} /> : null;
}
