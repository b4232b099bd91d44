import type { ClientToServer, Role, RoomId, ServerToClient, User, UserId } from '@darkroom/protocol';
import type { Server, Socket } from 'socket.io';

/** What the server knows of a connection: who it is, where it comes from, and the rooms that it has joined. */
export interface SocketData {
  user: User;
  address: string;
  rooms: Map<RoomId, Role>;
  /** Its browser left the page, and said so. */
  hasLeft: boolean;
}

/** What gateways tell each other. `userId` null: it concerns everybody in the room. */
type ServerEvents = { 'standing:changed': (roomId: RoomId, userId: UserId | null) => void };
export type RoomSocket = Socket<ClientToServer, ServerToClient, ServerEvents, SocketData>;
export type RoomServer = Server<ClientToServer, ServerToClient, ServerEvents, SocketData>;

/** The Socket.IO room that carries a room's facts and signals. */
export const channelOf = (roomId: RoomId) => `room:${roomId}`;

/** The Socket.IO room of all connections of a person: hears what is theirs alone, and is closed when they sign out. */
export const channelOfPerson = (userId: UserId) => `person:${userId}`;
