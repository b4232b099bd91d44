/** A WebSocket on which anything can be said, below Socket.IO: `4…` is a message, `40` joins the main namespace, `42…` an event. */
import { once } from 'node:events';
import { WebSocket } from 'undici';

const PATIENCE_MS = 10_000;

export interface RawSocket {
  send(frame: string | Uint8Array): void;
  /** Waits for either. False: neither came. */
  isClosedOrAnswers(): Promise<boolean>;
  close(): void;
}

export async function rawSocket(url: string, cookie: string): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie },
  });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  /** The next frame that begins so. */
  const frame = async (start: string) => {
    for (;;) {
      const [{ data }] = await once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (String(data).startsWith(start)) return;
    }
  };
  await Promise.all([frame('0'), once(socket, 'open', { signal })]);
  const joined = frame('40');
  socket.send('40');
  await joined;
  return {
    send: (data) => socket.send(data),
    async isClosedOrAnswers() {
      if (socket.readyState !== WebSocket.OPEN) return true;
      const closed = once(socket, 'close', { signal: AbortSignal.timeout(PATIENCE_MS) });
      const answered = frame('4377');
      socket.send('4277["room:leave",{}]');
      return Promise.any([closed, answered]).then(
        () => true,
        () => false,
      );
    },
    close: () => socket.close(),
  };
}
