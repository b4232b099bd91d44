/** A stretch of network between one browser and a gateway, on which bytes can be late and connections break. */
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rng } from './rng.ts';

export interface Weather {
  /** One way. Milliseconds. */
  latencyMs: number;
  /** Of 100 pieces that arrive, so many break their connection instead. */
  resetPercent: number;
}

const CALM: Weather = { latencyMs: 0, resetPercent: 0 };

export class Network {
  private weather = CALM;
  private readonly server: net.Server;
  private readonly sockets = new Set<net.Socket>();

  private constructor(
    private readonly targetPort: number,
    private readonly rng: Rng,
  ) {
    this.server = net.createServer((socket) => this.join(socket));
  }

  static async to(url: string, rng: Rng): Promise<Network> {
    const network = new Network(Number(new URL(url).port), rng);
    network.server.listen(0, '127.0.0.1');
    await once(network.server, 'listening');
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
  }

  set(weather: Weather): void {
    this.weather = weather;
  }

  calm(): void {
    this.weather = CALM;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private join(near: net.Socket): void {
    const far = net.connect(this.targetPort, '127.0.0.1');
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    this.carry(near, far);
    this.carry(far, near);
  }

  /** In order: each piece leaves no earlier than the one before it. */
  private carry(from: net.Socket, to: net.Socket): void {
    let arrival: Promise<unknown> = Promise.resolve();
    from.on('data', (bytes) => {
      const { latencyMs, resetPercent } = this.weather;
      if (this.rng.chance(resetPercent)) {
        from.resetAndDestroy();
        return;
      }
      const late = sleep(latencyMs);
      arrival = arrival.then(() => late).then(() => to.destroyed || to.write(bytes));
    });
    from.on('end', () => {
      arrival = arrival.then(() => to.end());
    });
  }
}
