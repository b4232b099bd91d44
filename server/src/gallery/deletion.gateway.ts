/** Taking pictures away: hand on, nothing else. */
import type { CommandPayload } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { CommandGate } from '../realtime/command-gate.ts';
import { On } from '../realtime/on.decorator.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';
import { DeletionService } from './deletion.service.ts';

@WebSocketGateway()
export class DeletionGateway {
  constructor(
    private readonly deletion: DeletionService,
    readonly gate: CommandGate,
  ) {}

  @On('pictures:delete')
  async delete(_: RoomSocket, { roomId, pictures }: CommandPayload<'pictures:delete'>): Promise<Record<string, never>> {
    await this.deletion.delete(roomId, pictures);
    return {};
  }
}
