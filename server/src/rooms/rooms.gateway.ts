/** Commands about a room itself; joining needs its generations too and stands in feed/. */
import type { CommandPayload, Room } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { On } from '../realtime/on.decorator.ts';
import { channelOf, type RoomSocket } from '../realtime/room-socket.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Log } from '../shared/log.ts';
import { PresenceService } from './presence.service.ts';
import { RoomService } from './room.service.ts';

@WebSocketGateway()
export class RoomsGateway {
  constructor(
    private readonly rooms: RoomService,
    private readonly presence: PresenceService,
    readonly log: Log,
  ) {}

  @On('room:leave')
  async leave(socket: RoomSocket, { roomId }: CommandPayload<'room:leave'>): Promise<Record<string, never>> {
    if (!socket.data.rooms.delete(roomId)) return {};
    await socket.leave(channelOf(roomId));
    await this.presence.leave(socket, roomId);
    return {};
  }

  @On('room:rename')
  async rename(socket: RoomSocket, { roomId, name }: CommandPayload<'room:rename'>): Promise<Room> {
    if (this.rooms.assertMember(socket, roomId) !== 'host') {
      throw new DomainError('forbidden', 'Only the host renames a room.');
    }
    return this.rooms.rename(roomId, name);
  }
}
