/**
 * Promise 3, of what was acknowledged beside prompts: pictures that were brought are there, deleted ones are not and are seen nowhere;
 * links show their picture or let in, or do neither once they were taken back.
 */
import type { SharedPicture } from '@darkroom/protocol';
import { sha256 } from '../../server/src/storage/sha256.ts';
import { Refused } from '../../server/test/support/connection.ts';
import { Person } from '../../server/test/support/person.ts';
import { type Claims, keyOf } from './deeds.ts';
import { insist, visit } from './insist.ts';
import type { People } from './people.ts';
import type { Verdict } from './promises.ts';
import type { World } from './world.ts';

type Kept = Pick<Verdict, 'lost' | 'doubled'>;

export class Keeping {
  constructor(
    private readonly world: World,
    private readonly people: People,
    private readonly claims: Claims,
  ) {}

  async judge(): Promise<Kept> {
    const lost = await Promise.all([
      each(this.claims.uploads, (upload) => this.upload(upload)),
      each(this.claims.deleted, ([key, state]) => (state === 'acknowledged' ? this.deletion(key) : [])),
      each(this.claims.shares, (share) => this.share(share)),
      this.joined(),
    ]);
    return { lost: lost.flat(), doubled: [...(await this.uploadsTwice()), ...(await this.linksTwice())] };
  }

  /** Once: somebody new tries each. */
  async invites(): Promise<string[]> {
    return each(this.claims.invites, async ({ id, token, role }) => {
      const revoked = this.claims.revoked.get(id);
      if (revoked === 'wanted') return [];
      const expected = revoked ? 'invite_invalid' : role;
      const actual = await this.comeIn(token);
      return actual === expected ? [] : [`invite ${id}: ${actual} instead of ${expected}`];
    });
  }

  /** As what, or why not. */
  private async comeIn(invite: string): Promise<string> {
    const { gateway, tabs } = this.people;
    const somebody = await insist('a session', () => Person.enter(gateway, 'Eve'));
    const { slug } = tabs.ben.room;
    try {
      return (await visit(somebody, gateway, { slug, invite }, 'room:join', { slug })).you.role;
    } catch (error) {
      if (error instanceof Refused) return error.error.code;
      throw error;
    } finally {
      somebody.leave();
    }
  }

  private async upload({ id }: Claims['uploads'][number]): Promise<string[]> {
    const [row] = await this.sql<{ sha256: string }>('SELECT sha256 FROM uploads WHERE id = $1', [id]);
    if (!row) return [`upload ${id}: no row`];
    return [
      ...(await this.shows(`/api/uploads/${id}/original.png`, row.sha256)),
      ...(await this.answers(`/api/uploads/${id}/thumbnail.webp`, 200)),
    ];
  }

  private async deletion(key: string): Promise<string[]> {
    const [id, index] = [key.slice(0, 36), Number(key.slice(37))];
    const rows = await this.sql('SELECT 1 FROM images WHERE generation_id = $1 AND index = $2', [id, index]);
    const objects: string[] = [];
    for await (const object of this.world.cluster.data.store.list(`rooms/${this.people.roomId}/${id}/${index}.`)) {
      objects.push(`${object}: deleted, and there`);
    }
    const seers = Object.entries(await this.people.see()).filter(([, { pictures }]) => key in pictures);
    return [
      ...rows.map(() => `${key}: deleted, and has a row`),
      ...objects,
      ...seers.map(([who]) => `${key}: deleted, and ${who} sees it`),
      ...(await this.answers(`/api/images/${id}/${index}.png`, 404)),
      ...(await this.answers(`/api/images/${id}/${index}.webp`, 404)),
    ];
  }

  private async share({ slug, generationId, index }: Claims['shares'][number]): Promise<string[]> {
    const address = `/api/shares/${slug}`;
    const all = [address, `${address}/picture.png`, `${address}/picture.webp`, `/s/${slug}`];
    const ends = [this.claims.revoked.get(slug), this.claims.deleted.get(keyOf({ generationId, index }))];
    if (ends.includes('acknowledged')) return each(all, (path) => this.answers(path, 404));
    if (ends.includes('wanted')) return [];
    const [row] = await this.sql<{ sha256: string }>(
      'SELECT sha256 FROM images WHERE generation_id = $1 AND index = $2',
      [generationId, index],
    );
    const told = await this.ask(address);
    const isWhole = told.ok && typeof ((await told.json()) as SharedPicture).prompt === 'string';
    return [
      ...(isWhole ? [] : [`${address}: tells nothing`]),
      ...(await each(all, (path) => this.answers(path, 200))),
      ...(await this.shows(`${address}/picture.png`, row?.sha256)),
    ];
  }

  private async joined(): Promise<string[]> {
    const members = await this.sql<{ user_id: string; role: string }>(
      'SELECT user_id, role FROM memberships WHERE room_id = $1 AND removed_at IS NULL',
      [this.people.roomId],
    );
    return this.claims.joined.flatMap(({ userId, role }) => {
      const member = members.find(({ user_id }) => user_id === userId);
      return member?.role === role ? [] : [`${userId}: came in as ${role}, and is ${member?.role ?? 'no member'}`];
    });
  }

  private async uploadsTwice(): Promise<string[]> {
    const rows = await this.sql<{ ids: string[] }>(
      'SELECT array_agg(id) AS ids FROM uploads WHERE room_id = $1 GROUP BY author_id, sha256 HAVING count(*) > 1',
      [this.people.roomId],
    );
    return rows.map(({ ids }) => `uploads ${ids}: the same picture of the same person`);
  }

  private async linksTwice(): Promise<string[]> {
    const rows = await this.sql<{ slugs: string[] }>(
      `SELECT array_agg(slug) AS slugs FROM shares JOIN images USING (generation_id, index)
       WHERE room_id = $1 AND revoked_at IS NULL GROUP BY generation_id, index HAVING count(*) > 1`,
      [this.people.roomId],
    );
    return rows.map(({ slugs }) => `shares ${slugs}: of the same picture`);
  }

  /** At every gateway. A member asks: a stranger would be told that there is nothing, whatever there is. */
  private async answers(path: string, status: number): Promise<string[]> {
    return each(this.world.cluster.gateways, async ({ url }) => {
      const answer = await this.ask(path, url);
      await answer.arrayBuffer();
      return answer.status === status ? [] : [`${path}: ${answer.status} instead of ${status}`];
    });
  }

  private async shows(path: string, digest: string | undefined): Promise<string[]> {
    const answer = await this.ask(path);
    const actual = sha256(Buffer.from(await answer.arrayBuffer()));
    return actual === digest ? [] : [`${path}: other bytes than its row says`];
  }

  private ask(path: string, url = this.people.gateway.url): Promise<Response> {
    return fetch(url + path, { headers: { cookie: this.people.ben.cookie } });
  }

  private sql<Row extends Record<string, unknown>>(text: string, values: unknown[]): Promise<Row[]> {
    return this.world.cluster.data.sql<Row>(text, values);
  }
}

export async function each<T>(
  things: Iterable<T>,
  look: (thing: T) => Promise<string[]> | string[],
): Promise<string[]> {
  return (await Promise.all([...things].map(look))).flat();
}
