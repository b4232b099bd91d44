/** A browser whose network takes nothing more: it sends, and never reads what it is sent. Below WebSocket, on a bare connection. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';

const PATIENCE_MS = 10_000;

export interface DeafSocket {
  send(text: string): void;
  /** The server has closed it. */
  readonly isClosed: boolean;
  close(): void;
}

/** Reads no more once it has joined the main namespace. */
export async function deafSocket(url: string, cookie: string): Promise<DeafSocket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let isClosed = false;
  socket.on('error', () => {});
  socket.on('close', () => (isClosed = true));
  const heard = async (text: string) => {
    while (!isClosed) {
      const [chunk] = await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (String(chunk).includes(text)) return;
    }
    throw new Error(`The connection was closed before ${text} came`);
  };
  const opened = heard('"sid"');
  socket.write(upgrade(hostname, { Cookie: cookie }));
  await opened;
  const joined = heard('40{');
  socket.write(frame('40'));
  await joined;
  socket.pause();
  return {
    // An end of the connection is noticed by writing alone: nothing is read.
    send: (text) => socket.write(frame(text)),
    get isClosed() {
      return isClosed;
    },
    close: () => socket.destroy(),
  };
}

/** Opens a connection and says nothing on it. Resolves to the status of the answer: 101 is open. */
export async function idleSocket(url: string, address: string): Promise<{ status: number; close(): void }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(upgrade(hostname, { 'X-Forwarded-For': address }));
  const [head] = await once(socket, 'data', { signal: AbortSignal.timeout(2 * PATIENCE_MS) });
  return { status: Number(String(head).split(' ')[1]), close: () => socket.destroy() };
}

const upgrade = (host: string, headers: Record<string, string>) =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

/** A text of less than 126 bytes as a WebSocket frame; a client's must be masked, be it with nothing. */
function frame(text: string): Buffer {
  const data = Buffer.from(text);
  if (data.length > 125) throw new Error('Too long for a short frame');
  return Buffer.concat([Buffer.from([0x81, 0x80 | data.length, 0, 0, 0, 0]), data]);
}
