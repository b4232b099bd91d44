/** A WebSocket on which anything can be said, below Socket.IO: `4…` is a message, `40` joins the main namespace, `42…` an event. */
import { WebSocket } from 'undici';

const PATIENCE_MS = 10_000;
/** Number of an ack that nobody else asks for. */
const PROBE = 987_654_321;

export interface RawSocket {
  send(frame: string | Uint8Array): void;
  /** Waits for either. False: neither came. */
  isClosedOrAnswers(): Promise<boolean>;
  /** Waits for an answer to a command. False: it is closed. */
  answers(): Promise<boolean>;
  close(): void;
}

export async function rawSocket(url: string, cookie: string): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie },
  });
  const watchers = new Set<(frame: string | null) => void>();
  const tell = (frame: string | null) => {
    for (const watcher of watchers) watcher(frame);
  };
  // One listener for all: several frames may come in one go.
  socket.addEventListener('message', ({ data }) => typeof data === 'string' && tell(data));
  socket.addEventListener('close', () => tell(null));
  socket.addEventListener('error', () => tell(null));

  /** True for the next frame that begins so, false once it is closed. */
  const frame = (start: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        watchers.delete(watcher);
        end();
      };
      const watcher = (heard: string | null) => {
        if (heard === null) settle(() => resolve(false));
        else if (heard.startsWith(start)) settle(() => resolve(true));
      };
      const timer = setTimeout(() => settle(() => reject(new Error(`${start} did not come`))), PATIENCE_MS);
      watchers.add(watcher);
    });
  const answers = async () => {
    if (socket.readyState !== WebSocket.OPEN) return false;
    const answered = frame(`43${PROBE}`);
    socket.send(`42${PROBE}["room:leave",{}]`);
    return answered;
  };

  if (!(await frame('0'))) throw new Error('The connection was refused');
  const joined = frame('40');
  socket.send('40');
  if (!(await joined)) throw new Error('The connection was closed before it was joined');
  return {
    send: (data) => socket.send(data),
    answers,
    isClosedOrAnswers: () =>
      answers().then(
        () => true,
        () => false,
      ),
    close: () => socket.close(),
  };
}
