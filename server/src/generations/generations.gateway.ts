/** Commands about generations: hand on, nothing else. */
import type { CommandPayload, Generation, GenerationRequest } from '@darkroom/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { CommandGate } from '../realtime/command-gate.ts';
import { On } from '../realtime/on.decorator.ts';
import type { RoomSocket } from '../realtime/room-socket.ts';
import { GenerationService } from './generation.service.ts';

@WebSocketGateway()
export class GenerationsGateway {
  constructor(
    private readonly generations: GenerationService,
    readonly gate: CommandGate,
  ) {}

  @On('generation:request')
  async request(socket: RoomSocket, request: GenerationRequest): Promise<Generation> {
    return this.generations.enqueue(socket.data.user, request);
  }

  @On('generation:cancel')
  async cancel(_: RoomSocket, { generationId }: CommandPayload<'generation:cancel'>): Promise<Generation> {
    return this.generations.cancel(generationId);
  }

  @On('generation:retry')
  async retry(_: RoomSocket, { generationId }: CommandPayload<'generation:retry'>): Promise<Generation> {
    return this.generations.retry(generationId);
  }

  @On('generation:dismiss')
  async dismiss(_: RoomSocket, { generationId }: CommandPayload<'generation:dismiss'>): Promise<Record<string, never>> {
    await this.generations.dismiss(generationId);
    return {};
  }
}
