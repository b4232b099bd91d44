/** Commands about generations: authorise, hand on, nothing else. */
import type { CommandPayload, Generation, GenerationRequest, RoomId } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { On } from '../realtime/on.decorator.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';
import { RoomService } from '../rooms/room.service.ts';
import { Log } from '../shared/log.ts';
import { type Actor, GenerationService } from './generation.service.ts';

@WebSocketGateway()
export class GenerationsGateway {
  constructor(
    private readonly rooms: RoomService,
    private readonly generations: GenerationService,
    readonly log: Log,
  ) {}

  @On('generation:request')
  async request(socket: RoomSocket, request: GenerationRequest): Promise<Generation> {
    const { user } = this.actor(socket, request.roomId);
    return this.generations.enqueue(user, request);
  }

  @On('generation:cancel')
  async cancel(socket: RoomSocket, { roomId, generationId }: CommandPayload<'generation:cancel'>): Promise<Generation> {
    return this.generations.cancel(this.actor(socket, roomId), roomId, generationId);
  }

  @On('generation:retry')
  async retry(socket: RoomSocket, { roomId, generationId }: CommandPayload<'generation:retry'>): Promise<Generation> {
    return this.generations.retry(this.actor(socket, roomId), roomId, generationId);
  }

  @On('generation:dismiss')
  async dismiss(
    socket: RoomSocket,
    { roomId, generationId }: CommandPayload<'generation:dismiss'>,
  ): Promise<Record<string, never>> {
    await this.generations.dismiss(this.actor(socket, roomId), roomId, generationId);
    return {};
  }

  private actor(socket: RoomSocket, roomId: RoomId): Actor {
    return { role: this.rooms.assertMember(socket, roomId), user: socket.data.user };
  }
}
