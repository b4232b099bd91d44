import { SessionRequest, type User } from '@darkroom/protocol';
import { Body, Controller, Patch } from '@nestjs/common';
import { CurrentUser } from '../sessions/current-user.ts';
import { parse } from '../shared/parse.ts';
import { NameService } from './name.service.ts';

/** One's own name. It is shown in rooms, so that changing it stands here and not with the sessions. */
@Controller('api/session')
export class NamesController {
  constructor(private readonly names: NameService) {}

  @Patch()
  async change(@CurrentUser() user: User, @Body() body: unknown): Promise<{ user: User }> {
    return { user: await this.names.change(user, parse(SessionRequest, body).name) };
  }
}
