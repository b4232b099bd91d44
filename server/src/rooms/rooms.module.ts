import { Module } from '@nestjs/common';
import { CommandsModule } from '../realtime/commands.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { InviteService } from './invite.service.ts';
import { InvitesRepository } from './invites.repository.ts';
import { NameService } from './name.service.ts';
import { NamesController } from './names.controller.ts';
import { PresenceService } from './presence.service.ts';
import { RoomService } from './room.service.ts';
import { RoomsController } from './rooms.controller.ts';
import { RoomsGateway } from './rooms.gateway.ts';
import { RoomsRepository } from './rooms.repository.ts';

@Module({
  imports: [CommandsModule, RealtimeModule],
  controllers: [RoomsController, NamesController],
  providers: [
    InviteService,
    InvitesRepository,
    NameService,
    RoomService,
    PresenceService,
    RoomsGateway,
    RoomsRepository,
  ],
  exports: [RoomService, PresenceService],
})
export class RoomsModule {}
