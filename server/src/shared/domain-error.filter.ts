import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from './domain-error.ts';
import { Log } from './log.ts';
import { toDomainError } from './outage.ts';

/** The one way errors become HTTP: `{error:{code,message,retryable}}` with the code's own status [AK3]. */
@Catch()
export class DomainErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const error = thrown instanceof HttpException ? fromHttp(thrown) : toDomainError(fromParser(thrown));
    if (error.code === 'internal') this.log.error({ error: thrown }, 'A request failed');
    if (response.headersSent) return void response.destroy();
    const wire = error.toWire();
    if (wire.retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(wire.retryAfterMs / 1000)));
    response.status(error.status).json({ error: wire });
  }
}

/** Nest's own refusals: an unknown route, a body that is not JSON. */
function fromHttp(thrown: HttpException): DomainError {
  if (thrown.getStatus() === 404) return new DomainError('not_found', 'There is nothing here.');
  if (thrown.getStatus() === 413) return new DomainError('payload_too_large', 'The request is too large.');
  return thrown.getStatus() < 500 ? new DomainError('bad_request', thrown.message) : toDomainError(thrown);
}

/** What Express's body parser throws carries its status in the error. */
function fromParser(thrown: unknown): unknown {
  if (thrown instanceof DomainError || !(thrown instanceof Error) || !('status' in thrown)) return thrown;
  if (thrown.status === 413) return new DomainError('payload_too_large', 'The request is too large.');
  if (thrown.status === 400) return new DomainError('bad_request', 'The request is not valid JSON.');
  return thrown;
}
