'use client';

import type { SignalPayload } from '@darkroom/protocol';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { inAddress, openInAddress } from '../../lib/address.ts';
import { thumbnailUrl } from '../../lib/api.ts';
import { onEvent, useFeed } from '../../lib/connection.ts';
import { useAllTexts } from '../../texts/all-texts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';

const STAY_MS = 20_000;
const MOST = 3;

type Offer = SignalPayload<'picture:shown'> & { id: number };
const useOffers = create<{ offers: Offer[] }>()(() => ({ offers: [] }));
let nextId = 0;

const keyOf = ({ generationId, index }: { generationId: string; index: number }) => `${generationId}-${index}`;

/** The newest takes the place of an older one of the same person. Who looks at that picture already needs no offer. */
function take(shown: SignalPayload<'picture:shown'>): void {
  if (shown.by.id === useFeed.getState().you?.id || inAddress('picture') === keyOf(shown)) return;
  useOffers.setState(({ offers }) => ({
    offers: [...offers.filter(({ by }) => by.id !== shown.by.id), { ...shown, id: nextId++ }].slice(-MOST),
  }));
}

const drop = (id: number) =>
  useOffers.setState(({ offers }) => ({ offers: offers.filter((offer) => offer.id !== id) }));

/** Takes offers while the room is open, and shows them where no dialog lies over it. */
export function Offers() {
  useEffect(() => {
    useOffers.setState({ offers: [] });
    return onEvent('picture:shown', take);
  }, []);
  const params = useSearchParams();
  return params.has('picture') || params.has('compare') ? null : (
    <OfferList className="bottom-[calc(var(--dock-height)+0.75rem)]" />
  );
}

/**
 * "Ada shows you a picture": quiet, polite, and gone by itself. It takes no focus and covers nothing that is being written. Within a
 * dialog it has to stand inside: nothing else can be reached then.
 */
export function OfferList({ className = 'bottom-4' }: { className?: string }) {
  const offers = useOffers((state) => state.offers);
  const { deciding } = useAllTexts();
  return (
    <section
      aria-label={deciding.offers}
      aria-live="polite"
      className={cn(
        'pointer-events-none fixed inset-x-4 z-50 flex flex-col gap-2 md:right-auto md:left-8 md:w-88',
        className,
      )}
    >
      {offers.map((offer) => (
        <OfferCard key={offer.id} offer={offer} />
      ))}
    </section>
  );
}

function OfferCard({ offer: { id, by, generationId, index, prompt } }: { offer: Offer }) {
  const { deciding } = useAllTexts();
  const [isHeld, setHeld] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => drop(id), STAY_MS);
    return () => clearTimeout(timer);
  }, [id, isHeld]);

  /** Whoever reads it, or is about to press, has all the time. */
  const hold = () => setHeld(true);
  const letGo = () => setHeld(card.current?.matches(':hover, :focus-within') ?? false);
  function open() {
    drop(id);
    openInAddress({ picture: keyOf({ generationId, index }), compare: null });
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the offer while somebody is at it.
    <div
      ref={card}
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocus={hold}
      onBlur={() => requestAnimationFrame(letGo)}
      className="pointer-events-auto flex animate-rise items-center gap-3 rounded-control border border-line bg-raised p-2.5 pr-3"
    >
      <img
        src={thumbnailUrl(generationId, index)}
        alt=""
        className="size-14 shrink-0 rounded-picture bg-surface object-cover"
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <p className="truncate text-sm">{deciding.offer(by.name)}</p>
        <p dir="auto" className="truncate text-muted text-xs">
          {prompt}
        </p>
        <div className="-ml-2.5 mt-0.5 flex gap-1">
          <Button kind="bright" size="small" onClick={open}>
            {deciding.open}
          </Button>
          <Button kind="quiet" size="small" onClick={() => drop(id)}>
            {deciding.notNow}
          </Button>
        </div>
      </div>
    </div>
  );
}
