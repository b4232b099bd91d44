/**
 * How a connection ended, as far as can be told [RM4]: a page that is left says so, by Socket.IO or by the code with which its browser
 * closes the WebSocket; a network that fails says nothing.
 */
import type { RoomSocket } from './room-socket.ts';

type EngineSocket = RoomSocket['conn'];
type Closing = { prependOnceListener?: (event: 'close', listener: (code: number) => void) => void };

/** RFC 6455, 7.4.1: the page was closed, or another one was opened in its place. */
const GOING_AWAY = 1001;

/** Calls back before anybody else hears of the end. */
export function onPageLeft(connection: EngineSocket, left: () => void): void {
  const listen = (transport: unknown) => {
    const { socket } = transport as { socket?: Closing };
    socket?.prependOnceListener?.('close', (code) => {
      if (code === GOING_AWAY) left();
    });
  };
  listen(connection.transport);
  connection.on('upgrade', listen);
}

/**
 * Whether the person went, in distinction from whoever was cut off and comes back. `reason`: Socket.IO's. Where requests are the way, a page
 * that goes breaks off the one that waits, which may be known before its goodbye; a network that fails breaks off nothing.
 */
export const isGone = ({ data, conn }: RoomSocket, reason: string | undefined): boolean =>
  data.hasLeft ||
  reason === 'client namespace disconnect' ||
  (conn.transport.name === 'polling' && (reason === 'transport error' || reason === 'transport close'));
