'use client';

import { useEffect } from 'react';
import type { ExternalToast, ToasterProps } from 'sonner';
import { later } from './later.tsx';

type Sonner = typeof import('sonner');

let setReady: (sonner: Sonner) => void = () => {};
const ready = new Promise<Sonner>((resolve) => {
  setReady = resolve;
});

/** A line at the foot of the page, for a moment. What shows it comes late: until then the line waits. */
export function toast(text: string, options?: ExternalToast): void {
  void ready.then((sonner) => sonner.toast(text, options));
}

/** Where such lines stand. */
export const Toaster = later<ToasterProps>(() =>
  import('sonner').then((sonner) => (props: ToasterProps) => {
    useEffect(() => setReady(sonner), []);
    return <sonner.Toaster {...props} />;
  }),
);
