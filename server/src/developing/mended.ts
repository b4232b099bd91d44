/** What the reconcilers put right, by kind: in the log, and as `darkroom_reconciler_mended_total` in this process's metrics. */
import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { Log } from '../shared/log.ts';

/** What was found, and what is done about it. */
const KINDS = {
  queued_without_job: 'Rows that wait had no job: it was made again',
  job_without_row: 'Jobs of rows that ended, or are gone, were removed',
  developing_without_worker: 'Rows develop and no worker does: they are in line again',
  object_without_row: 'Objects without a row were removed',
  row_without_object: 'Pictures are gone from the bucket: they are developed again',
} as const;
export type MendedKind = keyof typeof KINDS;

@Injectable()
export class Mended {
  private readonly counter: Counter<'kind'>;

  constructor(
    registry: Registry,
    private readonly log: Log,
  ) {
    this.counter = new Counter({
      name: 'darkroom_reconciler_mended_total',
      help: 'Disagreements of rows, jobs and objects that were mended, by kind.',
      labelNames: ['kind'],
      registers: [registry],
    });
    // Every kind is there from the start: a rise from nothing is a rise.
    for (const kind of Object.keys(KINDS)) this.counter.inc({ kind }, 0);
  }

  note(kind: MendedKind, count: number, details: Record<string, unknown> = {}): void {
    if (count === 0) return;
    this.counter.inc({ kind }, count);
    this.log.warn({ kind, mended: count, ...details }, KINDS[kind]);
  }
}
