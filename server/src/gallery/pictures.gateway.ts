/** Pictures by name, for whoever has them on the page already, or had a link to one. */
import type { CommandPayload, CommandResult } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { CommandGate } from '../realtime/command-gate.ts';
import { On } from '../realtime/on.decorator.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';
import { GalleryService } from './gallery.service.ts';

@WebSocketGateway()
export class PicturesGateway {
  constructor(
    private readonly gallery: GalleryService,
    readonly gate: CommandGate,
  ) {}

  @On('picture:find')
  async find(
    { data }: RoomSocket,
    { roomId, pictures }: CommandPayload<'picture:find'>,
  ): Promise<CommandResult<'picture:find'>> {
    return { items: await this.gallery.find(roomId, data.user.id, pictures) };
  }
}
