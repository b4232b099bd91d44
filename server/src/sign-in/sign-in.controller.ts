/**
 * Signing in, as a browser walks it: to the issuer, and back to the page that it came from. Whatever goes wrong on the way leads back
 * to that page too, with a code that it puts into words.
 */
import type { SignInOptions } from '@darkroom/protocol';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../config/env.ts';
import { assertOwnPage } from '../sessions/origin.ts';
import { SESSION_MS } from '../sessions/session.service.ts';
import { cookieOptions, SessionCookie } from '../sessions/session-cookie.ts';
import { Log } from '../shared/log.ts';
import { toDomainError } from '../shared/outage.ts';
import { SecurityLog } from '../shared/security-log.ts';
import { signInFailed } from './issuer.ts';
import { OPEN_SECONDS } from './open-sign-ins.ts';
import { returnPath, withCode } from './return-path.ts';
import { SignInService } from './sign-in.service.ts';

const BROWSER_COOKIE = 'darkroom_sign_in';

@Controller('api/sign-in')
export class SignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessionCookie: SessionCookie,
    private readonly log: Log,
    private readonly security: SecurityLog,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get('options')
  options(): SignInOptions {
    return this.signIn.options();
  }

  /** There. */
  @Get()
  async begin(@Query('to') wish: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.signIn.assertOffered();
    assertOwnPage(request);
    const to = returnPath(wish);
    const next = await this.orBack(to, async () => {
      const { url, browser } = await this.signIn.begin(browserOf(request), to);
      const options = { ...cookieOptions(request, this.env), path: '/api/sign-in', maxAge: OPEN_SECONDS * 1000 };
      response.cookie(BROWSER_COOKIE, browser, options);
      return url.href;
    });
    redirect(response, next);
  }

  /** And back. */
  @Get('callback')
  async finish(@Query('state') state: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.signIn.assertOffered();
    const next = await this.orBack('/', async () => {
      const open = await this.signIn.find(browserOf(request), state);
      if (!open) throw signInFailed(new Error('No sign-in of this browser waits for this answer'));
      return this.orBack(open.to, async () => {
        const { search } = new URL(request.originalUrl, this.env.publicUrl);
        const { userId, token } = await this.signIn.finish(open, search, request.headers.cookie);
        this.security.happened('signed_in', { userId, address: request.ip });
        this.sessionCookie.set(request, response, token, SESSION_MS);
        return open.to;
      });
    });
    redirect(response, next);
  }

  /** Where the walk leads; where it breaks off, back to the page with the reason's code. */
  private async orBack(to: string, walk: () => Promise<string>): Promise<string> {
    try {
      return await walk();
    } catch (thrown) {
      const error = toDomainError(thrown);
      if (error.code === 'internal') this.log.error({ error: thrown }, 'A sign-in failed');
      else this.log.warn({ code: error.code, reason: reasonOf(error.cause) }, 'Nobody was signed in');
      return withCode(to, error.code);
    }
  }
}

const browserOf = (request: Request) => parseCookie(request.headers.cookie ?? '')[BROWSER_COOKIE];

function redirect(response: Response, to: string): void {
  response.set('Cache-Control', 'no-store').redirect(302, to);
}

/** What each error on the way says of itself, and the issuer's own code; what it carries beside that may hold tokens. */
function reasonOf(error: unknown): string {
  const parts: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    parts.push('error' in cause ? `${cause.message} (${cause.error})` : cause.message);
  }
  return parts.join(': ');
}
