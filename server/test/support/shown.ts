/** What a tab shows of its room, in the page's own words, so that two tabs can be compared field by field [RC6]. */
import type { GalleryItem, GalleryPage } from '@darkroom/protocol';
import { galleryItems, trayOf } from '../../../client/src/lib/feed/selectors.ts';
import { keyOf } from '../../../client/src/lib/gallery/merge.ts';
import type { Person } from './person.ts';
import type { RoomTab } from './room-tab.ts';

/**
 * Left out: colours, which each browser chooses, and times left, which run on. Of a picture the newer word counts, what the gallery says
 * or what the tab heard since its last snapshot; what it heard to be deleted is not shown.
 *
 * @throws Error while the gallery does not answer
 */
export async function shown({ feed, room, toldOf }: RoomTab, person: Person) {
  const heard = Object.values(feed.generations).filter(({ id, status }) => status === 'finished' && toldOf.has(id));
  const pictures = new Map<string, GalleryItem>();
  for (const item of [...(await gallery(person, room.slug)), ...heard.flatMap(galleryItems)]) {
    const known = pictures.get(keyOf(item));
    if (!known || known.generation.revision < item.generation.revision) pictures.set(keyOf(item), item);
  }
  for (const { generationId, index } of feed.deleted) pictures.delete(`${generationId}-${index}`);
  return {
    status: feed.status,
    seq: feed.seq,
    room: feed.room,
    you: feed.you,
    people: feed.people.toSorted((a, b) => a.userId.localeCompare(b.userId)),
    models: feed.models,
    ...trayOf(feed),
    places: Object.fromEntries(Object.entries(feed.places).map(([id, { place }]) => [id, place])),
    steps: Object.fromEntries(Object.entries(feed.progress).map(([id, { index, step }]) => [id, { index, step }])),
    pictures: Object.fromEntries([...pictures].sort(([a], [b]) => a.localeCompare(b))),
  };
}

export type Shown = Awaited<ReturnType<typeof shown>>;

async function gallery(person: Person, slug: string): Promise<GalleryItem[]> {
  const items: GalleryItem[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await person.fetch(`/api/rooms/${slug}/gallery?limit=100${cursor && `&cursor=${cursor}`}`);
    if (!answer.ok) throw new Error(`The gallery answered ${answer.status}`);
    const page = (await answer.json()) as GalleryPage;
    // Marks have a store of their own in the page.
    items.push(...page.items.map(({ generation, picture }) => ({ generation, picture })));
    cursor = page.nextCursor;
  }
  return items;
}
