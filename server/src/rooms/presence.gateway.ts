/** What people do just now goes to their room as it comes and is kept nowhere: a browser repeats it as long as it is true. */
import type { CommandPayload } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { CommandGate } from '../realtime/command-gate.ts';
import { On } from '../realtime/on.decorator.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';

@WebSocketGateway()
export class PresenceGateway {
  constructor(
    private readonly feed: RoomFeed,
    readonly gate: CommandGate,
  ) {}

  @On('presence:show')
  async show(socket: RoomSocket, doing: CommandPayload<'presence:show'>): Promise<Record<string, never>> {
    this.feed.signal(doing.roomId, 'presence:shown', { ...doing, userId: socket.data.user.id });
    return {};
  }
}
