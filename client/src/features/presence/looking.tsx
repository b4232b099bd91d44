'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { show } from '../../lib/doing.ts';

/** As the address has it: `<generation>-<index>`. */
const PICTURE = /^([0-9a-f-]{36})-([0-3])$/;

/** Tells the others which picture I have open, as long as this page is the one I see. */
export function Looking() {
  const key = useSearchParams().get('picture');
  useEffect(() => {
    const tell = () => {
      const [, generationId, index] = PICTURE.exec(key ?? '') ?? [];
      const isSeen = document.visibilityState === 'visible';
      show({ looksAt: generationId && isSeen ? { generationId, index: Number(index) } : null });
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [key]);
  return null;
}
