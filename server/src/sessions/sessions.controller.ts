import { type Me, SessionRequest } from '@darkroom/protocol';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { parse } from '../shared/parse.ts';
import { SecurityLog } from '../shared/security-log.ts';
import { CurrentMe } from './current-user.ts';
import { SESSION_MS, SessionService } from './session.service.ts';
import { SessionCookie } from './session-cookie.ts';

/** Coming in; going out ends connections too and stands in realtime/. */
@Controller('api/session')
export class SessionsController {
  constructor(
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
    private readonly security: SecurityLog,
  ) {}

  /** Each page asks this as it is loaded: the moment to give the browser another token. */
  @Get()
  async show(
    @CurrentMe() me: Me,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const token = await this.sessions.rotate(request.headers.cookie);
    if (token) this.cookie.set(request, response, token, SESSION_MS);
    return me;
  }

  @Post()
  async open(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const { user, token } = await this.sessions.open(parse(SessionRequest, body).name);
    this.cookie.set(request, response, token, SESSION_MS);
    this.security.happened('signed_in', { userId: user.id, address: request.ip });
    return { user, isGuest: true };
  }
}
