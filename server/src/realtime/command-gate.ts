import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Ack,
  COMMANDS,
  type Command,
  type CommandPayload,
  type CommandResult,
  type ErrorCode,
} from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.ts';
import { COMMAND_RULES } from '../access/rules.ts';
import { Limits } from '../limits/limits.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Log } from '../shared/log.ts';
import { toDomainError } from '../shared/outage.ts';
import { parse } from '../shared/parse.ts';
import { SecurityLog } from '../shared/security-log.ts';
import type { RoomSocket } from './room-socket.ts';

/** Of its refusals those that are no mistake in a form. */
const NOT_ALLOWED = new Set<ErrorCode>([
  'forbidden',
  'invite_invalid',
  'not_member',
  'rate_limited',
  'removed',
  'room_locked',
]);

/** What every command passes on its way to its handler: its limit is counted, its payload parsed, its rule held. */
@Injectable()
export class CommandGate {
  private readonly pending = new Set<Promise<unknown>>();
  private isClosed = false;

  constructor(
    private readonly access: Access,
    private readonly limits: Limits,
    private readonly log: Log,
    private readonly security: SecurityLog,
  ) {}

  /** Whether this process stops in order. */
  get isClosing(): boolean {
    return this.isClosed;
  }

  /** Refuses what comes from now on, and resolves when all else is answered, or after `patienceMs`. */
  async close(patienceMs: number): Promise<void> {
    this.isClosed = true;
    await Promise.race([Promise.all(this.pending), sleep(patienceMs, undefined, { ref: false })]);
  }

  /** Whatever happens the command is answered with exactly one ack [AK1]. */
  async answer<C extends Command>(
    command: C,
    socket: RoomSocket,
    raw: unknown,
    handle: (payload: CommandPayload<C>) => Promise<CommandResult<C>>,
  ): Promise<Ack<CommandResult<C>>> {
    const answer = this.decide(command, socket, raw, handle);
    this.pending.add(answer);
    return answer.finally(() => this.pending.delete(answer));
  }

  private async decide<C extends Command>(
    command: C,
    socket: RoomSocket,
    raw: unknown,
    handle: (payload: CommandPayload<C>) => Promise<CommandResult<C>>,
  ): Promise<Ack<CommandResult<C>>> {
    try {
      if (this.isClosed) throw new DomainError('unavailable', 'This server stops. Another takes over; try again.');
      const { who, limit } = COMMAND_RULES[command];
      const { user, address } = socket.data;
      // Before it is looked at: what is malformed counts, too.
      await this.limits.take(limit, { userId: user.id, address });
      const payload = parse(COMMANDS[command].payload, raw) as CommandPayload<C>;
      await this.access.assertCommand(who, socket.data, payload);
      return { ok: true, data: await handle(payload) };
    } catch (thrown) {
      const error = toDomainError(thrown);
      if (error.code === 'internal') this.log.error({ error: thrown }, `${command} failed`);
      if (NOT_ALLOWED.has(error.code)) {
        const { user, address } = socket.data;
        this.security.refused(error.code, { userId: user.id, address, what: command });
      }
      return { ok: false, error: error.toWire() };
    }
  }
}
