import { Module } from '@nestjs/common';
import { GenerationsModule } from '../generations/generations.module.ts';
import { QueueModule } from '../queue/queue.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { StorageModule } from '../storage/storage.module.ts';
import { Departing } from './departing.ts';
import { DeparturesRepository } from './departures.repository.ts';

/** What workers do for people who deleted themselves. */
@Module({
  imports: [GenerationsModule, QueueModule, RealtimeModule, StorageModule],
  providers: [Departing, DeparturesRepository],
})
export class DepartingModule {}
