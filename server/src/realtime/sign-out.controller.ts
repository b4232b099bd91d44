import type { User, UserId } from '@darkroom/protocol';
import { Controller, Delete, HttpCode, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentUser } from '../sessions/current-user.ts';
import { SessionService } from '../sessions/session.service.ts';
import { SessionCookie } from '../sessions/session-cookie.ts';
import { SecurityLog } from '../shared/security-log.ts';
import { RoomFeed } from './room-feed.ts';

/** Going out: the session ends, and so does every connection that was opened with it [RM6]. */
@Controller('api')
export class SignOutController {
  constructor(
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
    private readonly feed: RoomFeed,
    private readonly security: SecurityLog,
  ) {}

  @Delete('session')
  @HttpCode(204)
  async close(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    this.end(await this.sessions.close(request.headers.cookie), request, response);
  }

  /** In every browser of the person. */
  @Delete('sessions')
  @HttpCode(204)
  async closeAll(
    @CurrentUser() user: User,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.closeAll(user);
    this.end(user.id, request, response);
  }

  private end(userId: UserId | null, request: Request, response: Response): void {
    // All of the person's: who still has a session in another browser is back at once.
    if (userId) {
      this.feed.disconnect(userId);
      this.security.happened('signed_out', { userId, address: request.ip });
    }
    this.cookie.clear(request, response);
  }
}
