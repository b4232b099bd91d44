import { Module } from '@nestjs/common';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { Estimates } from './estimates.ts';
import { FairShare } from './fair-share.ts';
import { Forecasts } from './forecasts.ts';
import { GenerationQueue } from './generation.queue.ts';

/** What both processes need of the queue; the board, which only gateways keep, is provided by the feed. */
@Module({
  imports: [RealtimeModule],
  providers: [GenerationQueue, FairShare, Estimates, Forecasts],
  exports: [GenerationQueue, FairShare, Estimates, Forecasts],
})
export class QueueModule {}
