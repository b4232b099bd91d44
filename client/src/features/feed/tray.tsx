'use client';

import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useFeed } from '../../lib/connection.ts';
import { trayOf } from '../../lib/feed/selectors.ts';
import { useOutbox } from '../../lib/outbox.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { cn } from '../../ui/cn.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DevelopingCard } from './developing-card.tsx';
import { FailedItem } from './failed-item.tsx';
import { UnsentItem } from './unsent-item.tsx';
import { useLingering } from './use-lingering.ts';
import { WaitingItem } from './waiting-item.tsx';

/**
 * What is in the making. The tray keeps its height whatever lies in it: pictures come and go many times a minute, and the
 * contact sheet beneath must not move with them.
 */
export function Tray() {
  const { feed: words } = useTexts();
  const feed = useFeed(
    useShallow(({ generations, places, models, status, snapshots }) => ({
      isKnown: snapshots > 0,
      generations,
      places,
      models,
      isLive: status === 'live',
    })),
  );
  const entries = useOutbox((outbox) => outbox.entries);
  const { developing, waiting, failed } = useMemo(() => trayOf(feed), [feed]);
  const shown = useLingering(developing, feed.generations);
  const unsent = entries.filter(({ request }) => !feed.generations[request.id]);
  const stuck = unsent.filter((entry) => !feed.isLive || entry.reason);
  const moving = unsent.filter((entry) => !stuck.includes(entry));
  const away = new Set(feed.models.filter((model) => !model.ready).map((model) => model.name));
  const isAway = waiting.some((generation) => away.has(generation.model));
  const now = useNow(waiting.length > 0 ? 1_000 : 0);
  const hasLine = waiting.length + failed.length + unsent.length > 0;
  return (
    <section aria-labelledby="tray" className="px-4 md:px-8">
      <div className="mb-3 flex items-baseline gap-3">
        <h2 id="tray" className="eyebrow">
          {words.inTheTray}
        </h2>
        {waiting.length > 1 && (
          <span className="figures text-muted text-xs">{words.promptsWaiting(waiting.length)}</span>
        )}
      </div>
      <div className="-mx-4 flex h-64 gap-3 overflow-x-auto overflow-y-hidden px-4 md:mx-0 md:h-86 md:gap-6 md:overflow-visible md:px-0">
        {shown.map((generation) => (
          <DevelopingCard key={generation.id} generation={generation} />
        ))}
        {!feed.isKnown && <Skeleton className="size-44 shrink-0 md:size-64" />}
        {feed.isKnown && shown.length === 0 && <EmptyTray isAway={isAway} isWaiting={hasLine} />}
        {hasLine && (
          <div className="contents md:block md:min-w-64 md:max-w-2xl md:flex-1 md:divide-y md:divide-line/70 md:overflow-y-auto md:pr-2 md:pb-6 md:[mask-image:linear-gradient(to_top,transparent,black_2rem)]">
            {isAway && shown.length > 0 && (
              <p className="shrink-0 self-start py-2 text-sm text-warn max-md:w-56">{words.modelAway}</p>
            )}
            {/* On their way for a blink, at the end; held up, where they are seen. */}
            {stuck.map((entry) => (
              <UnsentItem key={entry.request.id} entry={entry} />
            ))}
            {failed.map((generation) => (
              <FailedItem key={generation.id} generation={generation} />
            ))}
            {waiting.map((generation) => (
              <WaitingItem
                key={generation.id}
                generation={generation}
                place={feed.places[generation.id]}
                now={feed.isLive && !away.has(generation.model) ? now : null}
              />
            ))}
            {moving.map((entry) => (
              <UnsentItem key={entry.request.id} entry={entry} />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

/** As wide as the page while nothing lies in it; the place of the next picture while some wait. */
function EmptyTray({ isAway, isWaiting }: { isAway: boolean; isWaiting: boolean }) {
  const { feed, people } = useTexts();
  const isLookingOn = useFeed(({ you }) => you?.role === 'viewer');
  const empty = isLookingOn ? people.nothingDevelops : feed.empty;
  const text = isAway ? feed.modelAway : isWaiting ? feed.nextGoesIn : empty;
  return (
    <div
      className={cn(
        'flex shrink-0 items-center justify-center rounded-picture border border-line border-dashed p-5',
        isWaiting ? 'h-44 w-44 md:size-64' : 'h-full w-full',
      )}
    >
      <p
        role={isAway ? 'status' : undefined}
        className={cn('text-balance text-center text-sm', isAway ? 'text-warn' : 'text-muted')}
      >
        {text}
      </p>
    </div>
  );
}
