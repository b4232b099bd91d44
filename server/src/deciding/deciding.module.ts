import { Module } from '@nestjs/common';
import { AcceptingModule } from '../generations/accepting.module.ts';
import { GenerationsModule } from '../generations/generations.module.ts';
import { CommandsModule } from '../realtime/commands.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { RoomsModule } from '../rooms/rooms.module.ts';
import { DecidingGateway } from './deciding.gateway.ts';
import { MarksRepository } from './marks.repository.ts';
import { MarksService } from './marks.service.ts';
import { VoteService } from './vote.service.ts';
import { VotesRepository } from './votes.repository.ts';

@Module({
  imports: [AcceptingModule, CommandsModule, GenerationsModule, RealtimeModule, RoomsModule],
  providers: [DecidingGateway, MarksRepository, MarksService, VoteService, VotesRepository],
  exports: [MarksRepository],
})
export class DecidingModule {}
