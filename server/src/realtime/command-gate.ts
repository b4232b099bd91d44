import { type Ack, COMMANDS, type Command, type CommandPayload, type CommandResult } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.ts';
import { COMMAND_RULES } from '../access/rules.ts';
import { Limits } from '../limits/limits.ts';
import { Log } from '../shared/log.ts';
import { toDomainError } from '../shared/outage.ts';
import { parse } from '../shared/parse.ts';
import type { RoomSocket } from './room-socket.ts';

/** What every command passes on its way to its handler: its limit is counted, its payload parsed, its rule held. */
@Injectable()
export class CommandGate {
  constructor(
    private readonly access: Access,
    private readonly limits: Limits,
    private readonly log: Log,
  ) {}

  /** Whatever happens the command is answered with exactly one ack [AK1]. */
  async answer<C extends Command>(
    command: C,
    socket: RoomSocket,
    raw: unknown,
    handle: (payload: CommandPayload<C>) => Promise<CommandResult<C>>,
  ): Promise<Ack<CommandResult<C>>> {
    try {
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
      return { ok: false, error: error.toWire() };
    }
  }
}
