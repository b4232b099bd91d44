import { Module } from '@nestjs/common';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { StorageModule } from '../storage/storage.module.ts';
import { DeparturesRepository } from './departures.repository.ts';
import { ExportRepository } from './export.repository.ts';
import { ExportService } from './export.service.ts';
import { PersonalDataController } from './personal-data.controller.ts';

/** What gateways do for a person who wants to see, or to take back, what is theirs. */
@Module({
  imports: [RealtimeModule, SessionsModule, StorageModule],
  controllers: [PersonalDataController],
  providers: [DeparturesRepository, ExportRepository, ExportService],
})
export class PersonalDataModule {}
