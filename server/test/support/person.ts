/** Somebody with a browser: a session, REST with its cookie, and any number of tabs on any gateway. */
import type { Room, User } from '@darkroom/protocol';
import type { Gateway } from './cluster.ts';
import { Connection } from './connection.ts';
import { RoomTab } from './room-tab.ts';

export class Person {
  readonly user: User;
  /** As the server set it, with its attributes. */
  readonly setCookie: string;
  private readonly gateway: Gateway;
  private readonly connections: Connection[] = [];

  private constructor(gateway: Gateway, user: User, setCookie: string) {
    this.gateway = gateway;
    this.user = user;
    this.setCookie = setCookie;
  }

  static async enter(gateway: Gateway, name = 'Ada', headers: Record<string, string> = {}): Promise<Person> {
    const request = json('POST', { name });
    const answer = await fetch(`${gateway.url}/api/session`, {
      ...request,
      headers: { ...request.headers, ...headers },
    });
    if (answer.status !== 201) throw new Error(`No session: ${answer.status} ${await answer.text()}`);
    const { user } = (await answer.json()) as { user: User };
    return new Person(gateway, user, answer.headers.getSetCookie()[0] ?? '');
  }

  /** Name and value: what a browser sends back. */
  get cookie(): string {
    return this.setCookie.split(';')[0] ?? '';
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.gateway.url + path, { ...init, headers: { ...init.headers, cookie: this.cookie } });
  }

  async makeRoom(name?: string): Promise<Room> {
    const answer = await this.fetch('/api/rooms', json('POST', { name }));
    if (answer.status !== 201) throw new Error(`No room: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Room;
  }

  /** A connection that joins nothing by itself. */
  connect(gateway = this.gateway): Promise<Connection> {
    return this.keep(new Connection(gateway.url, this.cookie)).open();
  }

  /** Opens the room, as following its link does. */
  openRoom({ slug }: { slug: string }, gateway = this.gateway): Promise<RoomTab> {
    return this.keep(new RoomTab(gateway.url, this.cookie, slug)).open();
  }

  /** Makes a room and opens it. */
  async host(name?: string, gateway = this.gateway): Promise<RoomTab> {
    return this.openRoom(await this.makeRoom(name), gateway);
  }

  leave(): void {
    for (const connection of this.connections) connection.close();
  }

  private keep<C extends Connection>(connection: C): C {
    this.connections.push(connection);
    return connection;
  }
}

export const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
