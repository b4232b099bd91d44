import { Module } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { CancelFlags } from './cancel-flags.ts';
import { GenerationLifecycle } from './generation-lifecycle.ts';
import { GenerationsRepository } from './generations.repository.ts';

/** What both processes need of generations; what only gateways need is in AcceptingModule. */
@Module({
  imports: [QueueModule, RealtimeModule],
  providers: [CancelFlags, GenerationsRepository, GenerationLifecycle],
  exports: [CancelFlags, GenerationsRepository, GenerationLifecycle],
})
export class GenerationsModule {}
