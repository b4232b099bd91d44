import { once } from 'node:events';
import net from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { Network } from './network.ts';
import { Rng } from './rng.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A connection through a network to somebody who says everything back. */
async function echo() {
  const far = net.createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
  await once(far, 'listening');
  const network = await Network.to(`http://127.0.0.1:${(far.address() as net.AddressInfo).port}`, new Rng(1, 'test'));
  const socket = net.connect(Number(new URL(network.url).port), '127.0.0.1');
  closers.push(
    () => network.close(),
    () => far.close(),
    () => socket.destroy(),
  );
  return { network, socket };
}

it('carries everything, in order, and late both ways when it is slow', async () => {
  const { network, socket } = await echo();
  network.set({ latencyMs: 50, resetPercent: 0 });
  const startedAt = performance.now();
  socket.write('one ');
  socket.write('two');
  let heard = '';
  for await (const bytes of socket) {
    heard += bytes;
    if (heard === 'one two') break;
  }
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(99);
});

it('breaks a connection where it is bad, and takes new ones', async () => {
  const { network, socket } = await echo();
  network.set({ latencyMs: 0, resetPercent: 100 });
  socket.write('x');
  const [error] = await once(socket, 'error');
  expect(error).toMatchObject({ code: 'ECONNRESET' });
  network.calm();
  const next = net.connect(Number(new URL(network.url).port), '127.0.0.1');
  next.write('y');
  expect(String((await once(next, 'data'))[0])).toBe('y');
  next.destroy();
});
