/** The shared text over a room's connection. Edits go to everybody in the room as `draft:edited`, their author included. */
import type { CommandPayload, CommandResult } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { CommandGate } from '../realtime/command-gate.ts';
import { On } from '../realtime/on.decorator.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';
import { DraftService } from './draft.service.ts';

@WebSocketGateway()
export class DraftGateway {
  constructor(
    private readonly drafts: DraftService,
    readonly gate: CommandGate,
  ) {}

  @On('draft:open')
  open(
    _: RoomSocket,
    { roomId, epoch, stateVector }: CommandPayload<'draft:open'>,
  ): Promise<CommandResult<'draft:open'>> {
    return this.drafts.open(roomId, epoch, stateVector);
  }

  @On('draft:edit')
  async edit(
    _: RoomSocket,
    { roomId, epoch, update }: CommandPayload<'draft:edit'>,
  ): Promise<CommandResult<'draft:edit'>> {
    return { revision: await this.drafts.edit(roomId, epoch, update) };
  }
}
