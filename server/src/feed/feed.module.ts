import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { LiveProgress } from '../developing/live-progress.ts';
import { GenerationsModule } from '../generations/generations.module.ts';
import { ModelsModule } from '../models/models.module.ts';
import { MetricsModule } from '../operations/metrics.module.ts';
import { QueueModule } from '../queue/queue.module.ts';
import { QueueBoard } from '../queue/queue-board.ts';
import { CommandsModule } from '../realtime/commands.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { RoomsModule } from '../rooms/rooms.module.ts';
import { FeedGateway } from './feed.gateway.ts';
import { SnapshotService } from './snapshot.service.ts';

@Module({
  imports: [
    AccessModule,
    CommandsModule,
    GenerationsModule,
    MetricsModule,
    ModelsModule,
    QueueModule,
    RealtimeModule,
    RoomsModule,
  ],
  providers: [FeedGateway, SnapshotService, QueueBoard, LiveProgress],
})
export class FeedModule {}
