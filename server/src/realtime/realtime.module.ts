import { Module } from '@nestjs/common';
import { RoomFeed } from './room-feed.ts';

/** What every process needs to speak to rooms; what only gateways need is in CommandsModule. */
@Module({ providers: [RoomFeed], exports: [RoomFeed] })
export class RealtimeModule {}
