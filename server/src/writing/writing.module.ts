import { Module } from '@nestjs/common';
import { CommandsModule } from '../realtime/commands.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { DraftGateway } from './draft.gateway.ts';
import { DraftService } from './draft.service.ts';
import { DraftsRepository } from './drafts.repository.ts';

@Module({
  imports: [CommandsModule, RealtimeModule],
  providers: [DraftGateway, DraftService, DraftsRepository],
})
export class WritingModule {}
