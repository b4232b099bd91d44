/** Commands about a room itself; joining needs its generations too and stands in feed/. */
import type { CommandPayload, Room } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { CommandGate } from '../realtime/command-gate.ts';
import { On } from '../realtime/on.decorator.ts';
import { channelOf, type RoomSocket } from '../realtime/room-socket.ts';
import { PresenceService } from './presence.service.ts';
import { RoomService } from './room.service.ts';

@WebSocketGateway()
export class RoomsGateway {
  constructor(
    private readonly rooms: RoomService,
    private readonly presence: PresenceService,
    readonly gate: CommandGate,
  ) {}

  @On('room:leave')
  async leave(socket: RoomSocket, { roomId }: CommandPayload<'room:leave'>): Promise<Record<string, never>> {
    if (!socket.data.rooms.delete(roomId)) return {};
    await socket.leave(channelOf(roomId));
    await this.presence.leave(socket, roomId);
    return {};
  }

  @On('room:rename')
  async rename(_: RoomSocket, { roomId, name }: CommandPayload<'room:rename'>): Promise<Room> {
    return this.rooms.rename(roomId, name);
  }

  @On('room:lock')
  async lock(_: RoomSocket, { roomId, isLocked }: CommandPayload<'room:lock'>): Promise<Room> {
    return this.rooms.lock(roomId, isLocked);
  }

  @On('room:delete')
  async delete(_: RoomSocket, { roomId }: CommandPayload<'room:delete'>): Promise<Record<string, never>> {
    await this.rooms.delete(roomId);
    return {};
  }
}
