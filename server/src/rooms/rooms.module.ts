import { Module } from '@nestjs/common';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { PresenceService } from './presence.service.ts';
import { RoomService } from './room.service.ts';
import { RoomsController } from './rooms.controller.ts';
import { RoomsGateway } from './rooms.gateway.ts';
import { RoomsRepository } from './rooms.repository.ts';

@Module({
  imports: [SessionsModule, RealtimeModule],
  controllers: [RoomsController],
  providers: [RoomService, PresenceService, RoomsGateway, RoomsRepository],
  exports: [RoomService, PresenceService],
})
export class RoomsModule {}
