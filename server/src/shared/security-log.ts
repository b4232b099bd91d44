import type { ErrorCode } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Log } from './log.ts';

export type SecurityEvent = ErrorCode | 'signed_in' | 'signed_out' | 'slow_reader';

/** Whose doing it was, by id and not by name, and what they were at. */
export interface Whose {
  userId?: string;
  address?: string;
  what?: string;
}

const MINUTE_MS = 60_000;
/** Of everybody together: a flood from many addresses fills no disk. */
export const MAX_LINES_A_MINUTE = 120;

/**
 * What somebody who looks after a Darkroom should know of: who came in and went, and who was refused. Of each kind and person one line
 * a minute; what is left out is counted, and the count is told at the minute's end.
 */
@Injectable()
export class SecurityLog {
  private readonly told = new Set<string>();
  private readonly untold = new Map<SecurityEvent, number>();

  constructor(private readonly log: Log) {}

  happened(event: 'signed_in' | 'signed_out', whose: Whose): void {
    this.tell(event, whose, () => this.log.info({ security: event, ...whose }, 'A session began or ended'));
  }

  refused(event: Exclude<SecurityEvent, 'signed_in' | 'signed_out'>, whose: Whose): void {
    this.tell(event, whose, () => this.log.warn({ security: event, ...whose }, 'Refused'));
  }

  private tell(event: SecurityEvent, { userId, address }: Whose, write: () => void): void {
    const key = `${event} ${userId ?? address}`;
    if (this.told.has(key) || this.told.size >= MAX_LINES_A_MINUTE) {
      this.untold.set(event, (this.untold.get(event) ?? 0) + 1);
      return;
    }
    if (this.told.size === 0) setTimeout(() => this.nextMinute(), MINUTE_MS).unref();
    this.told.add(key);
    write();
  }

  private nextMinute(): void {
    for (const [security, count] of this.untold) this.log.warn({ security, count }, 'As often again within a minute');
    this.told.clear();
    this.untold.clear();
  }
}
