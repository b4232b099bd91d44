import type { ClientToServer, Role, RoomId, ServerToClient, User, UserId } from '@darkroom/protocol';
import type { Server, Socket } from 'socket.io';

/** What the server knows of a connection: who it is, where it comes from, and the rooms that it has joined. */
export interface SocketData {
  user: User;
  address: string;
  rooms: Map<RoomId, Role>;
}

type NoServerEvents = Record<string, never>;
export type RoomSocket = Socket<ClientToServer, ServerToClient, NoServerEvents, SocketData>;
export type RoomServer = Server<ClientToServer, ServerToClient, NoServerEvents, SocketData>;

/** The Socket.IO room that carries a room's facts and signals. */
export const channelOf = (roomId: RoomId) => `room:${roomId}`;

/** The Socket.IO room of all connections of a person; nothing is sent there, it is closed when they sign out. */
export const channelOfPerson = (userId: UserId) => `person:${userId}`;
