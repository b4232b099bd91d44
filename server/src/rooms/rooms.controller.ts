import { RoomRequest, type User } from '@darkroom/protocol';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CurrentUser } from '../sessions/current-user.ts';
import { parse } from '../shared/parse.ts';
import { RoomService } from './room.service.ts';

@Controller('api/rooms')
export class RoomsController {
  constructor(private readonly rooms: RoomService) {}

  @Post()
  create(@CurrentUser() user: User, @Body() body: unknown) {
    return this.rooms.create(user, parse(RoomRequest, body ?? {}).name);
  }

  @Get()
  async list(@CurrentUser() user: User) {
    return { rooms: await this.rooms.roomsOf(user) };
  }

  @Get(':slug')
  show(@Param('slug') slug: string) {
    return this.rooms.find(slug);
  }
}
