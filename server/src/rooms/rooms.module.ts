import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { CommandsModule } from '../realtime/commands.module.ts';
import { RealtimeModule } from '../realtime/realtime.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { InviteService } from './invite.service.ts';
import { InvitesRepository } from './invites.repository.ts';
import { MembersGateway } from './members.gateway.ts';
import { MembersRepository } from './members.repository.ts';
import { MembersService } from './members.service.ts';
import { NameService } from './name.service.ts';
import { NamesController } from './names.controller.ts';
import { PresenceGateway } from './presence.gateway.ts';
import { PresenceService } from './presence.service.ts';
import { RoomService } from './room.service.ts';
import { RoomDoors } from './room-doors.ts';
import { RoomsController } from './rooms.controller.ts';
import { RoomsGateway } from './rooms.gateway.ts';
import { RoomsRepository } from './rooms.repository.ts';

@Module({
  imports: [AccessModule, CommandsModule, RealtimeModule, SessionsModule],
  controllers: [RoomsController, NamesController],
  providers: [
    InviteService,
    InvitesRepository,
    MembersGateway,
    MembersRepository,
    MembersService,
    RoomDoors,
    NameService,
    RoomService,
    PresenceService,
    PresenceGateway,
    RoomsGateway,
    RoomsRepository,
  ],
  exports: [RoomService, PresenceService],
})
export class RoomsModule {}
