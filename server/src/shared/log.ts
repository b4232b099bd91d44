import { Inject, Injectable, type LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import { ENV, type Env } from '../config/env.ts';

type Fields = Record<string, unknown>;

/** Structured log on stdout. Never a prompt's text at info or above, never a token. */
@Injectable()
export class Log {
  private readonly pino;

  constructor(@Inject(ENV) env: Env) {
    this.pino = pino({ level: env.logLevel, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime });
  }

  debug(fields: Fields, message: string): void {
    this.pino.debug(fields, message);
  }

  info(fields: Fields, message: string): void {
    this.pino.info(fields, message);
  }

  warn(fields: Fields, message: string): void {
    this.pino.warn(fields, message);
  }

  error(fields: Fields & { error: unknown }, message: string): void {
    const { error, ...rest } = fields;
    this.pino.error({ ...rest, err: error }, message);
  }

  /** For Nest's own messages: only what is wrong is worth a line. */
  forNest(): LoggerService {
    const say =
      (level: 'warn' | 'error') =>
      (message: unknown, ...more: unknown[]) =>
        this.pino[level]({ more: more.map(String) }, String(message));
    return { log: () => {}, warn: say('warn'), error: say('error'), fatal: say('error') };
  }
}
