/** What people do beside asking for pictures, and what of it was acknowledged: only that is held against Darkroom afterwards. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MadeInvite, PictureRef, Role, Share, Upload } from '@darkroom/protocol';
import { Refused } from '../../server/test/support/connection.ts';
import { json, Person } from '../../server/test/support/person.ts';
import { prompt } from '../../server/test/support/prompt.ts';
import { call, insist, tell, visit } from './insist.ts';
import type { By, People } from './people.ts';
import type { Deed, Partings } from './plan.ts';

/** `wanted`: asked for, and perhaps never answered: it may be so or not. */
type State = 'wanted' | 'acknowledged';

export interface Claims {
  uploads: { id: string; authorId: string }[];
  /** By `keyOf`. */
  deleted: Map<string, State>;
  shares: Share[];
  invites: MadeInvite[];
  /** Slugs of shares and ids of invites. */
  revoked: Map<string, State>;
  /** Who came in by an invite, and as what. */
  joined: { userId: string; role: Role }[];
  /** Prompts that begin from a picture that was there when they were accepted, by id. */
  builtFrom: Map<string, PictureRef>;
}

export const keyOf = ({ generationId, index }: PictureRef) => `${generationId}-${index}`;

/** A picture that nobody hears of for so long does not come any more. */
const NEWEST_MS = 15_000;
const STRENGTH = 0.5;
const STEPS = 8;

export class Deeds {
  readonly claims: Claims = {
    uploads: [],
    deleted: new Map(),
    shares: [],
    invites: [],
    revoked: new Map(),
    joined: [],
    builtFrom: new Map(),
  };

  constructor(
    private readonly people: People,
    /** Is called with the id of each prompt that was acknowledged. */
    private readonly acked: (id: string) => void,
  ) {}

  /** Cy has something of every kind, and something in line in both rooms. */
  async prepare(): Promise<void> {
    const { people } = this;
    const { cy, gateway, tabs } = people;
    const [picture] = people.pictures.cy as [PictureRef];
    await Promise.all([
      people.bring('cy', 0),
      call(cy, `/api/images/${picture.generationId}/${picture.index}/share`, { method: 'PUT' }),
      visit(cy, gateway, tabs.ben.room, 'generation:request', prompt(people.roomId, { steps: STEPS, count: 2 })),
      people.askAside(2),
    ]);
  }

  async do(deed: Deed): Promise<void> {
    await sleep(deed.atMs);
    switch (deed.kind) {
      case 'bring':
        return this.bring(deed.by, deed.file);
      case 'build':
        return this.build(deed.by, this.prepared(deed.by, deed.picture));
      case 'delete':
        return this.delete(deed.by, deed.picture);
      case 'share':
        return this.share(deed.by, deed.picture, deed.revokeAfterMs);
      case 'invite':
        return this.invite(deed.role, deed.end);
    }
  }

  async part({ deleteRoomAtMs, departAtMs, departWith }: Partings): Promise<void> {
    await Promise.all([
      sleep(deleteRoomAtMs).then(() => this.deleteRoom()),
      sleep(deleteRoomAtMs).then(() => this.bringAside()),
      sleep(departAtMs).then(() => this.depart(departWith)),
    ]);
  }

  private prepared(by: By, picture: number): PictureRef {
    return this.people.pictures[by][picture] as PictureRef;
  }

  private async bring(by: By, file: number): Promise<void> {
    const upload = await this.people.bring(by, file);
    this.claims.uploads.push({ id: upload.id, authorId: this.people[by].user.id });
    const source = { kind: 'upload', uploadId: upload.id } as const;
    this.acked(await this.people.submit(by, { source, strength: STRENGTH, steps: STEPS }));
  }

  private async build(by: By, picture: PictureRef): Promise<void> {
    const source = { kind: 'picture', ...picture } as const;
    try {
      const id = await this.people.submit(by, { source, strength: STRENGTH, steps: STEPS });
      this.claims.builtFrom.set(id, picture);
      this.acked(id);
    } catch (error) {
      // It was deleted a moment ago.
      if (!(codeOf(error) === 'source_not_found' && this.claims.deleted.has(keyOf(picture)))) throw error;
    }
  }

  private async delete(by: By, which: number | null): Promise<void> {
    if (which !== null) return this.take(by, this.prepared(by, which));
    const newest = await this.newest();
    if (newest) await this.take('ada', newest);
  }

  private async take(by: By, picture: PictureRef): Promise<void> {
    const { deleted } = this.claims;
    if (deleted.get(keyOf(picture)) !== 'acknowledged') deleted.set(keyOf(picture), 'wanted');
    await tell(this.people.tabs[by], 'pictures:delete', { roomId: this.people.roomId, pictures: [picture] });
    deleted.set(keyOf(picture), 'acknowledged');
  }

  /** The last that the host's browser heard of, whoever made it but Cy, while its prompt may be developing still. */
  private async newest(): Promise<PictureRef | undefined> {
    const { pictures, tabs, cy } = this.people;
    const before = new Set<string>(Object.values(pictures).flatMap((refs) => refs.map((ref) => ref.generationId)));
    const find = () => {
      const told = [...tabs.ada.all('generation:pictured'), ...tabs.ada.all('generation:finished')];
      const made = told
        .map(({ generation }) => generation)
        .filter(({ id, author }) => !before.has(id) && author.id !== cy.user.id);
      return made.flatMap(({ id, pictures }) => pictures.map(({ index }) => ({ generationId: id, index }))).at(-1);
    };
    return tabs.ada.until(find, 'a picture', NEWEST_MS).catch(() => undefined);
  }

  private async share(by: By, which: number, revokeAfterMs: number | null): Promise<void> {
    const { generationId, index } = this.prepared(by, which);
    const person = this.people[by];
    try {
      const share = await call<Share>(person, `/api/images/${generationId}/${index}/share`, { method: 'PUT' });
      this.claims.shares.push(share);
      if (revokeAfterMs === null) return;
      await sleep(revokeAfterMs);
      // Whoever else asked for the picture's link got the same.
      await this.revoking(share.slug, () => call(person, `/api/shares/${share.slug}`, { method: 'DELETE' }));
    } catch (error) {
      const isDeleted = this.claims.deleted.has(keyOf({ generationId, index }));
      if (!(codeOf(error) === 'not_found' && isDeleted)) throw error;
    }
  }

  private async invite(role: 'member' | 'viewer', end: 'use' | 'revoke' | 'leave'): Promise<void> {
    const { roomId, tabs } = this.people;
    const invite = await tell(tabs.ada, 'invite:create', { roomId, role, expiresInSeconds: 3600 });
    this.claims.invites.push(invite);
    if (end === 'use') await this.comeIn(invite);
    if (end !== 'revoke') return;
    await this.revoking(invite.id, () => tell(tabs.ada, 'invite:revoke', { roomId, inviteId: invite.id }));
  }

  private async revoking(what: string, revoke: () => Promise<unknown>): Promise<void> {
    const { revoked } = this.claims;
    if (!revoked.has(what)) revoked.set(what, 'wanted');
    await revoke();
    revoked.set(what, 'acknowledged');
  }

  /** Somebody new, who is known from their first try on. */
  private async comeIn({ token, role }: MadeInvite): Promise<void> {
    const { gateway, tabs } = this.people;
    const dee = await insist('a session', () => Person.enter(gateway, 'Dee'));
    const { slug } = tabs.ben.room;
    try {
      await visit(dee, gateway, { slug, invite: token }, 'room:join', { slug });
      this.claims.joined.push({ userId: dee.user.id, role });
    } finally {
      dee.leave();
    }
  }

  /** The answer may be lost with the connection that the deletion closes; then there is no such room. */
  private async deleteRoom(): Promise<void> {
    const { ada, gateway, side } = this.people;
    await visit(ada, gateway, side, 'room:delete', { roomId: side.id }).catch(unless('room_not_found'));
  }

  private async bringAside(): Promise<Upload | undefined> {
    const { people } = this;
    return people.bring('ben', 1, people.side).catch(unless('room_not_found'));
  }

  /** The answer may be lost; then nobody is Cy. */
  private async depart(pictures: Partings['departWith']): Promise<void> {
    const { cy } = this.people;
    await call(cy, '/api/me', json('DELETE', { pictures, name: cy.user.name })).catch(unless('unauthenticated'));
  }
}

const codeOf = (error: unknown) => (error instanceof Refused ? error.error.code : undefined);

const unless = (code: string) => (error: unknown) => {
  if (codeOf(error) !== code) throw error;
  return undefined;
};
