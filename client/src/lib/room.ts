/** Opens a room in this browser: its connection, draft, outbox and gallery. Gives back the function that leaves it. */
import { openRoom, useFeed } from './connection.ts';
import { openDoing } from './doing.ts';
import { watchDone } from './done-notices.ts';
import { openDraft, settleOnModels } from './draft.ts';
import type { FeedState } from './feed/reducer.ts';
import { galleryItems } from './feed/selectors.ts';
import { catchUp, dropPictures, openGallery, takePictures } from './gallery/store.ts';
import { openMarks } from './marks/store.ts';
import { openOrigin } from './origin.ts';
import { openOutbox } from './outbox.ts';
import { loadSharedText } from './writing/load.ts';

/** Pictures that a fact or a snapshot brought go on to the gallery. */
function forwardPictures(feed: FeedState, before: FeedState): void {
  if (feed.generations === before.generations) return;
  const changed = Object.values(feed.generations).filter(
    (generation) => generation !== before.generations[generation.id],
  );
  const items = changed.filter((generation) => generation.pictures.length > 0).flatMap(galleryItems);
  if (items.length > 0) takePictures(items);
}

export function enterRoom(slug: string): () => void {
  openDraft(slug);
  openOrigin(slug);
  const closeMarks = openMarks();
  openGallery(slug);
  const leave = openRoom(slug);
  const closeOutbox = openOutbox(slug);
  const closeDoing = openDoing();
  const closeText = loadSharedText(slug);
  const unwatch = useFeed.subscribe((feed, before) => {
    forwardPictures(feed, before);
    // Behind those that it brings: what was deleted since must not come back with them.
    if (feed.deleted !== before.deleted) dropPictures(feed.deleted.slice(before.deleted.length));
    if (feed.models !== before.models) settleOnModels(feed.models);
    if (feed.snapshots !== before.snapshots) void catchUp();
  });
  const stopWatching = watchDone(slug);
  return () => {
    stopWatching();
    unwatch();
    closeText();
    closeDoing();
    closeOutbox();
    closeMarks();
    leave();
  };
}
