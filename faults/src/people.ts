/** Who is in the room during a fault: Ada in a browser that stays and in one that is away, Ben in one that stays at the other gateway. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ack } from '@darkroom/protocol';
import { Person } from '../../server/test/support/person.ts';
import { type PromptChange, prompt } from '../../server/test/support/prompt.ts';
import type { RoomTab } from '../../server/test/support/room-tab.ts';
import { type Shown, shown } from '../../server/test/support/shown.ts';
import type { World } from './world.ts';

const AGAIN_MS = 250;
/** Longer than any fault: who gives up after this was not answered. */
const PATIENCE_MS = 90_000;

export class People {
  private constructor(
    private readonly ada: Person,
    private readonly ben: Person,
    readonly tabs: { ada: RoomTab; ben: RoomTab; away: RoomTab },
  ) {}

  static async enter({ cluster, network }: World): Promise<People> {
    const ada = await Person.enter(cluster.gateway, 'Ada');
    const ben = await Person.enter(cluster.gatewayAt(1), 'Ben');
    const room = await ada.makeRoom('Faults');
    const tabs = {
      ada: await ada.openRoom(room, { ...cluster.gateway, url: network.url }),
      ben: await ben.openRoom(room, cluster.gatewayAt(1)),
      away: await ada.openRoom(room, cluster.gatewayAt(1)),
    };
    return new People(ada, ben, tabs);
  }

  get roomId(): string {
    return this.tabs.ben.room.id;
  }

  goAway(): void {
    this.tabs.away.close();
  }

  comeBack(): void {
    this.tabs.away.socket.connect();
  }

  leave(): void {
    this.ada.leave();
    this.ben.leave();
  }

  /** What each of the three shows; Ben as Ada would see it, for the two differ in who they are. */
  async see(): Promise<Record<'ada' | 'ben' | 'away', Shown>> {
    const ada = await shown(this.tabs.ada, this.ada);
    const ben = await shown(this.tabs.ben, this.ben);
    return { ada, away: await shown(this.tabs.away, this.ada), ben: { ...ben, you: ada.you } };
  }

  /**
   * As the page's outbox: the same prompt under the same id whenever the room is live, until it is acknowledged.
   *
   * @returns its id
   * @throws Error when it was refused for good, or not answered in time
   */
  async submit(by: 'ada' | 'ben', change: PromptChange): Promise<string> {
    const tab = this.tabs[by];
    const request = prompt(this.roomId, change);
    await untilOk(tab, () => tab.send('generation:request', request));
    return request.id;
  }

  async cancel(by: 'ada' | 'ben', generationId: string): Promise<void> {
    const tab = this.tabs[by];
    await untilOk(tab, () => tab.send('generation:cancel', { roomId: this.roomId, generationId }));
  }
}

async function untilOk(tab: RoomTab, send: () => Promise<Ack<unknown>>): Promise<void> {
  let reason = 'no answer';
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(AGAIN_MS)) {
    if (tab.feed.status !== 'live') continue;
    try {
      const answer = await send();
      if (answer.ok) return;
      reason = `${answer.error.code}: ${answer.error.message}`;
      // A connection that broke just now is a new one to the gateway, which has not joined yet.
      if (!answer.error.retryable && answer.error.code !== 'not_member') break;
    } catch (error) {
      reason = String(error);
    }
  }
  throw new Error(`A command was not acknowledged: ${reason}`);
}
