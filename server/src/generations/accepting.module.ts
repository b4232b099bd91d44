import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/models.module.ts';
import { QueueModule } from '../queue/queue.module.ts';
import { CommandsModule } from '../realtime/commands.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { GenerationService } from './generation.service.ts';
import { GenerationsGateway } from './generations.gateway.ts';
import { GenerationsModule } from './generations.module.ts';
import { OriginsRepository } from './origins.repository.ts';
import { Origins } from './origins.ts';

/** Only gateways accept generations; workers import GenerationsModule alone. */
@Module({
  imports: [CommandsModule, GenerationsModule, ModelsModule, QueueModule, RealtimeModule],
  providers: [GenerationService, GenerationsGateway, Origins, OriginsRepository],
  exports: [GenerationService],
})
export class AcceptingModule {}
