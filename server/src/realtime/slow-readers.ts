/**
 * A browser that takes no more of what it is sent. Signals are left out for it (volatile), but facts and acks wait in this process's
 * memory, and no ping finds it out as long as it sends pongs all by itself. So it is closed [AK7]; when it is back it joins again.
 */
import type { RoomSocket } from './room-socket.ts';

type EngineSocket = RoomSocket['conn'];
type Packet = { data?: unknown };

/** May wait behind what is on its way: some thousand facts. One message alone may be larger, such as the snapshot of a busy room. */
export const MAX_UNREAD_BYTES = 2_000_000;
/** Pings find out in 20 s who does not answer; this is for who answers without having read. */
export const MAX_STUCK_MS = 30_000;
/** What a message takes beside its text. */
const PACKET_BYTES = 200;

/** `onDrop` is told how much had not been sent. */
export function dropSlowReader(connection: EngineSocket, onDrop: (unreadBytes: number) => void): void {
  let unread = 0;
  const drop = () => {
    const { socket } = connection.transport as { socket?: { terminate?: () => void } };
    onDrop(unread);
    connection.close(true);
    // Closing in order would wait for a reader who does not read, with all that is on its way.
    socket?.terminate?.();
  };
  const stuck = setTimeout(() => connection.transport.writable || drop(), MAX_STUCK_MS).unref();
  connection.on('packetCreate', ({ data }: Packet) => {
    if (!connection.transport.writable && unread > MAX_UNREAD_BYTES) return drop();
    unread += PACKET_BYTES + sizeOf(data);
  });
  // All that waited goes on its way at once, when what was sent before has left.
  connection.on('flush', () => {
    unread = 0;
    stuck.refresh();
  });
  connection.once('close', () => clearTimeout(stuck));
}

const sizeOf = (data: unknown) =>
  typeof data === 'string' ? Buffer.byteLength(data) : ArrayBuffer.isView(data) ? data.byteLength : 0;
