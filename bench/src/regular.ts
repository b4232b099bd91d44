/** Somebody who is in and out of rooms all day: comes, asks for pictures, changes their mind, looks at the gallery, goes. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { GalleryPage, Generation, Room } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { connected } from '../../stack/src/generate/develop.ts';
import { ask, type Connection, connect, type Http, jsonOf } from '../../stack/src/generate/wire.ts';
import { endOf } from './end-of.ts';
import { enter } from './visitor.ts';

const LONGEST_WAIT_MS = 120_000;
const MOST_ACTS_A_VISIT = 12;

/** What all of them did together. */
export interface Deeds {
  pictures: number;
  cancelled: number;
  visits: number;
  pages: number;
  /** What should not have happened. */
  faults: string[];
}

export class Regular {
  readonly #http: Http;
  readonly #rooms: Pick<Room, 'id' | 'slug'>[];
  readonly #deeds: Deeds;

  private constructor(http: Http, rooms: Pick<Room, 'id' | 'slug'>[], deeds: Deeds) {
    this.#http = http;
    this.#rooms = rooms;
    this.#deeds = deeds;
  }

  static async enter(url: string, name: string, rooms: Pick<Room, 'id' | 'slug'>[], deeds: Deeds): Promise<Regular> {
    return new Regular(await enter(url, name), rooms, deeds);
  }

  /** Visits until `signal`, one after another. */
  async live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#visit(signal);
      } catch (error) {
        this.#deeds.faults.push(String(error));
      }
    }
  }

  async #visit(signal: AbortSignal): Promise<void> {
    const room = this.#rooms[Math.floor(Math.random() * this.#rooms.length)];
    if (!room) throw new Error('There is no room');
    const socket = connect(this.#http);
    try {
      await connected(socket, this.#http.url);
      await ask(socket, 'room:join', { slug: room.slug });
      this.#deeds.visits++;
      for (let left = 1 + Math.random() * MOST_ACTS_A_VISIT; left > 0 && !signal.aborted; left--) {
        if (Math.random() < 0.85) await this.#develop(socket, room.id, Math.random() < 0.1);
        else await this.#look(room.slug);
      }
    } finally {
      socket.disconnect();
    }
  }

  async #develop(socket: Connection, roomId: string, isRegretted: boolean): Promise<void> {
    const id = uuidv7();
    const end = endInTime(socket, id);
    const settings = { negativePrompt: '', model: 'builtin', guidanceScale: 4, width: 128, height: 128, steps: 8 };
    await ask(socket, 'generation:request', {
      ...settings,
      id,
      roomId,
      prompt: 'a red apple',
      seed: null,
      count: 1,
    });
    if (isRegretted) await ask(socket, 'generation:cancel', { roomId, generationId: id });
    const { status, error } = await end;
    if (status === 'finished') this.#deeds.pictures++;
    else if (status === 'cancelled' && isRegretted) this.#deeds.cancelled++;
    else this.#deeds.faults.push(`${status}: ${error?.message ?? ''}`);
  }

  async #look(slug: string): Promise<void> {
    const answer = await this.#http.fetch(`/api/rooms/${slug}/gallery`);
    const { items } = await jsonOf<GalleryPage>(answer, 'No gallery');
    for (const { generation, picture } of items.slice(0, 5)) {
      const image = await this.#http.fetch(`/api/images/${generation.id}/${picture.index}.webp`);
      if (!image.ok) this.#deeds.faults.push(`A thumbnail: ${image.status}`);
      await image.arrayBuffer();
    }
    this.#deeds.pages++;
  }
}

/** @throws Error when it takes too long */
async function endInTime(socket: Connection, id: string): Promise<Generation> {
  const answered = new AbortController();
  const patience = sleep(LONGEST_WAIT_MS, undefined, { signal: answered.signal });
  const late = patience.then(() => Promise.reject(new Error(`No end of ${id}`)));
  return Promise.race([endOf(socket, id), late]).finally(() => answered.abort());
}
