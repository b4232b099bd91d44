/** Commands by which a room decides about its pictures: hand on, nothing else. */
import type { CommandPayload, CommandResult, Generation, Marks } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { CommandGate } from '../realtime/command-gate.ts';
import { On } from '../realtime/on.decorator.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';
import { MarksService } from './marks.service.ts';
import { VoteService } from './vote.service.ts';

@WebSocketGateway()
export class DecidingGateway {
  constructor(
    private readonly marks: MarksService,
    private readonly votes: VoteService,
    readonly gate: CommandGate,
  ) {}

  @On('picture:react')
  async react({ data }: RoomSocket, payload: CommandPayload<'picture:react'>): Promise<Marks> {
    const { roomId, kind, isOn, ...picture } = payload;
    return this.marks.react(data.user, roomId, picture, kind, isOn);
  }

  @On('picture:favour')
  async favour({ data }: RoomSocket, { roomId, isOn, ...picture }: CommandPayload<'picture:favour'>) {
    return this.marks.favour(data.user, roomId, picture, isOn);
  }

  @On('picture:pin')
  async pin(
    { data }: RoomSocket,
    { roomId, pictures, isPinned }: CommandPayload<'picture:pin'>,
  ): Promise<CommandResult<'picture:pin'>> {
    return { pictures: await this.marks.pin(data.user, roomId, pictures, isPinned) };
  }

  @On('picture:show')
  async show({ data }: RoomSocket, { roomId, ...picture }: CommandPayload<'picture:show'>) {
    await this.marks.show(data.user, roomId, picture);
    return {};
  }

  @On('generation:vote-stop')
  async vote({ data }: RoomSocket, vote: CommandPayload<'generation:vote-stop'>): Promise<Generation> {
    return this.votes.vote(data.user, vote);
  }
}
