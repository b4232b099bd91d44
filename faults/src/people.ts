/**
 * Who is there during a fault: Ada in a browser that stays and in one that is away, Ben in one that stays at the other gateway, and
 * Cy, who deletes themself. Beside the room that all is about there is one that Ada deletes.
 */
import type { PictureRef, Room, Upload } from '@darkroom/protocol';
import sharp from 'sharp';
import type { Gateway } from '../../server/test/support/cluster.ts';
import { Person } from '../../server/test/support/person.ts';
import { type PromptChange, prompt } from '../../server/test/support/prompt.ts';
import type { RoomTab } from '../../server/test/support/room-tab.ts';
import { type Shown, shown } from '../../server/test/support/shown.ts';
import { call, tell, visit } from './insist.ts';
import { PREPARED } from './plan.ts';
import type { World } from './world.ts';

export type By = 'ada' | 'ben';

export class People {
  /** Pictures that were there before all began. */
  readonly pictures: Record<By | 'cy', PictureRef[]> = { ada: [], ben: [], cy: [] };

  private constructor(
    readonly ada: Person,
    readonly ben: Person,
    readonly cy: Person,
    readonly tabs: { ada: RoomTab; ben: RoomTab; away: RoomTab },
    readonly side: Room,
    /** Neither Ada's stretch of network is before it, nor is it the only one. */
    readonly gateway: Gateway,
  ) {}

  static async enter({ cluster, network }: World): Promise<People> {
    const [near, far] = [{ ...cluster.gateway, url: network.url }, cluster.gatewayAt(1)];
    const ada = await Person.enter(near, 'Ada');
    const [ben, cy] = [await Person.enter(far, 'Ben'), await Person.enter(far, 'Cy')];
    const [room, side] = [await ada.makeRoom('Faults'), await ada.makeRoom('Aside')];
    const tabs = {
      ada: await ada.openRoom(room, near),
      ben: await ben.openRoom(room, far),
      away: await ada.openRoom(room, far),
    };
    const people = new People(ada, ben, cy, tabs, side, far);
    await people.prepare();
    return people;
  }

  /** Pictures of each, and in the room aside one of Ben's. */
  private async prepare(): Promise<void> {
    const make = async (by: By | 'cy', count: number) => {
      const request = prompt(this.roomId, { steps: 1, count });
      if (by === 'cy') await visit(this.cy, this.gateway, this.tabs.ben.room, 'generation:request', request);
      else await tell(this.tabs[by], 'generation:request', request);
      const { id, pictures } = await this.tabs.ben.ended(request.id);
      this.pictures[by] = pictures.map(({ index }) => ({ generationId: id, index }));
    };
    await Promise.all([make('ada', PREPARED), make('ben', PREPARED), make('cy', 1), this.askAside(1)]);
  }

  get roomId(): Room['id'] {
    return this.tabs.ben.room.id;
  }

  goAway(): void {
    this.tabs.away.close();
  }

  comeBack(): void {
    this.tabs.away.socket.connect();
  }

  leave(): void {
    for (const person of [this.ada, this.ben, this.cy]) person.leave();
  }

  /** What each of the three shows; Ben as Ada would see it, for the two differ in who they are. */
  async see(): Promise<Record<'ada' | 'ben' | 'away', Shown>> {
    const ada = await shown(this.tabs.ada, this.ada);
    const ben = await shown(this.tabs.ben, this.ben);
    return { ada, away: await shown(this.tabs.away, this.ada), ben: { ...ben, you: ada.you } };
  }

  /**
   * As the page's outbox: the same prompt under the same id until it is acknowledged.
   *
   * @returns its id
   */
  async submit(by: By, change: PromptChange): Promise<string> {
    return (await tell(this.tabs[by], 'generation:request', prompt(this.roomId, change))).id;
  }

  async cancel(by: By, generationId: string): Promise<void> {
    await tell(this.tabs[by], 'generation:cancel', { roomId: this.roomId, generationId });
  }

  /** Files of one number are the same, from whomever they come. */
  async bring(by: By | 'cy', file: number, { slug } = this.tabs.ben.room): Promise<Upload> {
    const shade = { r: 40 * (file + 1), g: 90, b: 160 };
    const body = await sharp({ create: { width: 64, height: 64, channels: 3, background: shade } })
      .jpeg()
      .toBuffer();
    return call(this[by], `/api/rooms/${slug}/uploads`, { method: 'POST', body: new Uint8Array(body) });
  }

  /** Of Ben, in the room that Ada deletes. */
  async askAside(count: number): Promise<void> {
    await visit(this.ben, this.gateway, this.side, 'generation:request', prompt(this.side.id, { count }));
  }
}
