import type { User } from '@darkroom/protocol';
import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { SessionService } from './session.service.ts';

type Known = Request & { user?: User };

@Injectable()
class SessionGuard implements CanActivate {
  constructor(private readonly sessions: SessionService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Known>();
    request.user = await this.sessions.identify(request.headers.cookie);
    return true;
  }
}

/** The route answers 401 to a browser without a session. */
export const SignedIn = () => UseGuards(SessionGuard);

/** The person behind the request, on routes marked `@SignedIn()`. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<Known>().user;
});
