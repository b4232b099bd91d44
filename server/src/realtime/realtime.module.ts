import { Module } from '@nestjs/common';
import { RoomFeed } from './room-feed.ts';

@Module({ providers: [RoomFeed], exports: [RoomFeed] })
export class RealtimeModule {}
