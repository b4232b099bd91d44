import type { Me } from '@darkroom/protocol';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** A request once its route's guard has let it through. */
export type AskedBy = Request & { me?: Me };

const meOf = (context: ExecutionContext) => context.switchToHttp().getRequest<AskedBy>().me;

/** The person behind the request, and whether they are a guest, on routes that need one. */
export const CurrentMe = createParamDecorator((_: unknown, context: ExecutionContext) => meOf(context));

/** The person alone. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => meOf(context)?.user);
