import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { ENV, type Env } from '../config/env.ts';

export const SESSION_COOKIE = 'darkroom_session';

/** The cookie that holds a session's token: no script reads it, no other site sends it, and no plain connection where there is TLS. */
@Injectable()
export class SessionCookie {
  constructor(@Inject(ENV) private readonly env: Env) {}

  set(request: Request, response: Response, token: string, maxAge: number): void {
    response.cookie(SESSION_COOKIE, token, { ...this.options(request), maxAge });
  }

  clear(request: Request, response: Response): void {
    response.clearCookie(SESSION_COOKIE, this.options(request));
  }

  private options(request: Request): CookieOptions {
    return { ...cookieOptions(request, this.env), path: '/' };
  }
}

/** Of every cookie of ours. `request.secure` believes a trusted proxy that says https. */
export const cookieOptions = (request: Request, env: Env): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: request.secure || env.publicUrl.startsWith('https:'),
});
