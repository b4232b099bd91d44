import { SessionRequest, type User } from '@darkroom/protocol';
import { Body, Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req, Res } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { ENV, type Env } from '../config/env.ts';
import { parse } from '../shared/parse.ts';
import { CurrentUser } from './current-user.ts';
import { SESSION_COOKIE, SESSION_MS, SessionService } from './session.service.ts';

@Controller('api/session')
export class SessionsController {
  private readonly cookie: CookieOptions;

  constructor(
    private readonly sessions: SessionService,
    @Inject(ENV) env: Env,
  ) {
    this.cookie = { httpOnly: true, sameSite: 'lax', path: '/', secure: env.publicUrl.startsWith('https:') };
  }

  @Get()
  show(@CurrentUser() user: User) {
    return { user };
  }

  @Post()
  async open(@Body() body: unknown, @Res({ passthrough: true }) response: Response) {
    const { user, token } = await this.sessions.open(parse(SessionRequest, body).name);
    response.cookie(SESSION_COOKIE, token, { ...this.cookie, maxAge: SESSION_MS });
    return { user };
  }

  @Patch()
  async rename(@CurrentUser() user: User, @Body() body: unknown) {
    return { user: await this.sessions.rename(user, parse(SessionRequest, body).name) };
  }

  @Delete()
  @HttpCode(204)
  async close(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.close(request.headers.cookie);
    response.clearCookie(SESSION_COOKIE, this.cookie);
  }
}
