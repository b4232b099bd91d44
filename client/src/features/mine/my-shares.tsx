'use client';

import type { ListedShare } from '@darkroom/protocol';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';

/** Links to single pictures that are out in the world: mine, and those to pictures of mine. */
export function MyShares() {
  const { mine, common } = useAllTexts();
  /** Undefined: not known yet; null: it could not be asked. */
  const [shares, setShares] = useState<ListedShare[] | null>();
  const [isFailed, setFailed] = useState(false);
  const look = useCallback(() => {
    setShares(undefined);
    api.myShares().then(setShares, () => setShares(null));
  }, []);
  useEffect(look, [look]);

  async function takeBack(slug: string) {
    setFailed(false);
    try {
      await api.unshare(slug);
      setShares((known) => known?.filter((share) => share.slug !== slug));
    } catch {
      setFailed(true);
    }
  }

  return (
    <section className="flex flex-col gap-3 border-line border-t pt-4">
      <h3 className="text-muted text-sm">{mine.shares}</h3>
      {/* Of one height before and after. */}
      {shares === undefined && <p className="min-h-11 text-muted text-sm">{mine.looking}</p>}
      {shares === null && (
        <p role="alert" className="flex flex-wrap items-center gap-3 text-sm text-warn">
          {common.didNotWork}
          <Button size="small" onClick={look}>
            {common.tryAgain}
          </Button>
        </p>
      )}
      {shares?.length === 0 && <p className="min-h-11 text-sm">{mine.noShares}</p>}
      {shares && shares.length > 0 && (
        <ul className="flex max-h-64 flex-col gap-2 overflow-y-auto">
          {shares.map(({ slug, prompt, roomName }) => (
            <li key={slug} className="flex items-center gap-3">
              <a
                href={`/s/${slug}`}
                target="_blank"
                rel="noreferrer"
                className="flex min-w-0 flex-1 items-center gap-3"
              >
                <img
                  src={`/api/shares/${slug}/picture.webp`}
                  alt=""
                  width={44}
                  height={44}
                  loading="lazy"
                  className="sheet size-11 shrink-0 object-cover"
                />
                <span className="flex min-w-0 flex-col">
                  <bdi className="truncate text-sm">{prompt}</bdi>
                  <bdi className="truncate text-muted text-xs">{roomName}</bdi>
                </span>
              </a>
              <Button kind="quiet" size="small" aria-label={mine.takeBackOf(prompt)} onClick={() => takeBack(slug)}>
                {mine.takeBack}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isFailed && (
        <p role="alert" className="text-sm text-warn">
          {common.didNotWork}
        </p>
      )}
    </section>
  );
}
