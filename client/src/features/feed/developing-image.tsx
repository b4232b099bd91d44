'use client';

import { useEffect, useRef, useState } from 'react';

type Layer = { id: number; url: string };
type DevelopingImageProps = {
  preview: Blob | null;
  /** 1 at the first step, 0 at the last: how far the picture still is from sharp. */
  softness: number;
  /** The stored picture's thumbnail once it is there. */
  finishedUrl: string | null;
};

const MOST_BLUR_PX = 7;

/**
 * Previews fade into one another: each lies over those before it and takes their place when its fade is done. A preview is decoded
 * before it is laid on top, so that the page never flashes, and its object URL goes when nothing shows it any more.
 */
export function DevelopingImage({ preview, softness, finishedUrl }: DevelopingImageProps) {
  const { layers, settle } = useLayers(preview, finishedUrl);
  return (
    <div
      className="absolute inset-0 transition-[filter] duration-200"
      style={{ filter: finishedUrl ? undefined : `blur(${(softness * MOST_BLUR_PX).toFixed(1)}px)` }}
    >
      {layers.map((layer) => (
        <img
          key={layer.id}
          src={layer.url}
          alt=""
          onAnimationEnd={() => settle(layer.id)}
          className="absolute inset-0 size-full animate-develop object-cover"
        />
      ))}
    </div>
  );
}

function useLayers(preview: Blob | null, finishedUrl: string | null) {
  const [layers, setLayers] = useState<Layer[]>([]);
  const nextId = useRef(0);
  const urls = useRef(new Map<number, string>());

  const source = finishedUrl ?? preview;
  useEffect(() => {
    if (!source) return;
    const id = nextId.current++;
    const url = typeof source === 'string' ? source : URL.createObjectURL(source);
    if (typeof source !== 'string') urls.current.set(id, url);
    // Late is better than never where decoding is slow: only a newer one that already lies there makes it void.
    const lay = () => {
      if (typeof source !== 'string' && !urls.current.has(id)) return;
      setLayers((below) => (below.some((layer) => layer.id > id) ? below : [...below, { id, url }]));
    };
    const image = new Image();
    image.src = url;
    // A preview that cannot be decoded is left out; the one before it stays.
    image.decode().then(lay, () => {});
  }, [source]);

  // What no layer shows any more is given back; what is newer than all of them may still be decoding.
  useEffect(() => {
    const shown = new Set(layers.map((layer) => layer.id));
    const newest = Math.max(-1, ...shown);
    for (const [id, url] of urls.current) {
      if (shown.has(id) || id > newest) continue;
      URL.revokeObjectURL(url);
      urls.current.delete(id);
    }
  }, [layers]);

  useEffect(
    () => () => {
      for (const url of urls.current.values()) URL.revokeObjectURL(url);
      urls.current.clear();
    },
    [],
  );

  const settle = (id: number) => setLayers((now) => now.filter((layer) => layer.id >= id));
  return { layers, settle };
}
