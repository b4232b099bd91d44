/** Brings the shared text along once the page stands: Yjs and the editor weigh as much as the room itself. */
import { useFeed } from '../connection.ts';

/** Browsers without `requestIdleCallback` wait this long. */
const SOON_MS = 50;
const PATIENCE_MS = 1_000;

/** Gives back how to leave it. */
export function loadSharedText(slug: string): () => void {
  let close: (() => void) | null = null;
  let isAsked = false;
  let isGone = false;
  function load() {
    if (isAsked || isGone) return;
    isAsked = true;
    import('./session.ts').then(
      ({ openSharedText }) => {
        if (!isGone) close = openSharedText(slug);
      },
      // Without a connection it does not come. What is typed is kept, and it is asked for again with the next snapshot.
      () => {
        isAsked = false;
      },
    );
  }
  if (typeof requestIdleCallback === 'function') requestIdleCallback(load, { timeout: PATIENCE_MS });
  else setTimeout(load, SOON_MS);
  const unwatch = useFeed.subscribe((feed, before) => {
    if (feed.snapshots !== before.snapshots) load();
  });
  return () => {
    isGone = true;
    unwatch();
    close?.();
  };
}
