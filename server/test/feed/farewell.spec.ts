/** A gateway that is stopped in order: an update, with people inside. */
import { once } from 'node:events';
import net from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { poll } from '../../../stack/src/poll.ts';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import { expectWhole } from '../support/pictures.ts';
import { prompt } from '../support/prompt.ts';

let cluster: Cluster;
let entrance: net.Server;

/** What stands before several gateways: each connection goes to the first that takes it. */
async function balancer(ports: number[]): Promise<net.Server> {
  const connect = (client: net.Socket, [port, ...others]: number[]) => {
    if (port === undefined) return client.destroy();
    const upstream = net.connect(port, '127.0.0.1');
    const next = () => connect(client, others);
    upstream.once('error', next);
    upstream.once('connect', () => {
      upstream.off('error', next).once('error', () => client.destroy());
      client.pipe(upstream).pipe(client);
    });
    client.once('error', () => upstream.destroy());
  };
  const server = net.createServer((client) => connect(client, ports)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

beforeAll(async () => {
  cluster = await Cluster.start({ gateways: 2 });
  entrance = await balancer(cluster.gateways.map(({ url }) => Number(new URL(url).port)));
}, 60_000);

afterAll(async () => {
  entrance?.close();
  await cluster?.stop();
});

it('[RC7] answers what it was asked, sends its people to another, and is gone', async () => {
  const { port } = entrance.address() as net.AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const ada = await Person.enter({ ...cluster.gateway, url });
  const tab = await ada.host();
  const reasons: string[] = [];
  tab.socket.on('disconnect', (reason) => reasons.push(reason));

  const asked = Array.from({ length: 20 }, () => prompt(tab.room.id, { steps: 1 }));
  const answers = Promise.all(asked.map((request) => tab.send('generation:request', request)));
  // All have arrived by now, and most are being worked on.
  await tab.event('generation:queued');
  const stoppedAtMs = Date.now();
  await cluster.gateway.process.stop();
  expect(Date.now() - stoppedAtMs).toBeLessThan(5_000);

  for (const answer of await answers) {
    expect(answer).toMatchObject(answer.ok ? { ok: true } : { ok: false, error: { retryable: true } });
  }
  await tab.live();
  expect(reasons).toEqual(['io server disconnect']);
  // A page repeats what was refused by itself.
  for (const request of asked) {
    const finished = async () => {
      const generation = await tab.ask('generation:request', request);
      return generation.status === 'finished' ? generation : undefined;
    };
    await expectWhole(cluster.data, await poll(finished, { what: 'a picture', timeoutMs: 30_000 }));
  }
  ada.leave();
});
