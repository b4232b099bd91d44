/** A gateway alone and a room with so many pictures that nobody made, for questions about rows. */
import type { GalleryPage, Room } from '@darkroom/protocol';
import { seedRoom } from '../../../bench/src/seed.ts';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';

export interface Seeded {
  cluster: Cluster;
  host: Person;
  room: Room;
  painters: string[];
  /** A page, by the query's words. */
  page(query?: Record<string, string>, who?: Person): Promise<GalleryPage>;
  answer(query?: Record<string, string>, who?: Person): Promise<Response>;
  /** The prompts of all pages of a query, in their order. */
  prompts(query: Record<string, string>): Promise<string[]>;
  stop(): Promise<void>;
}

export async function seeded(pictures: number): Promise<Seeded> {
  const cluster = await Cluster.start({ workers: 0, env: { LIMIT_SEARCHES: '100000/10' } });
  const host = await Person.enter(cluster.gateway, 'Ada');
  const { room } = await host.host();
  const databaseUrl = cluster.data.env.DATABASE_URL ?? '';
  const painters = pictures > 0 ? await seedRoom({ databaseUrl, roomId: room.id, pictures }) : [];
  const answer = (query: Record<string, string> = {}, who = host) => {
    const path = 'q' in query ? 'gallery/search' : 'gallery';
    // A connection each: between two pages a test may ask the database for longer than a server keeps an idle one.
    const headers = { connection: 'close' };
    return who.fetch(`/api/rooms/${room.slug}/${path}?${new URLSearchParams(query)}`, { headers });
  };
  const page = async (query: Record<string, string> = {}, who = host) => {
    const got = await answer(query, who);
    if (!got.ok) throw new Error(`${got.status} ${await got.text()}`);
    return (await got.json()) as GalleryPage;
  };
  const prompts = async (query: Record<string, string>) => {
    const all: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { items, nextCursor }: GalleryPage = await page({ ...query, limit: '100', ...(cursor && { cursor }) });
      all.push(...items.map(({ generation }) => generation.prompt));
      cursor = nextCursor;
    }
    return all;
  };
  return {
    cluster,
    host,
    room,
    painters,
    page,
    answer,
    prompts,
    async stop() {
      host.leave();
      await cluster.stop();
    },
  };
}

export const keyOf = ({ generation, picture }: GalleryPage['items'][number]) => `${generation.id}-${picture.index}`;
