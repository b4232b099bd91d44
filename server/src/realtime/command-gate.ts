import { type Ack, COMMANDS, type Command, type CommandPayload, type CommandResult } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.ts';
import { Log } from '../shared/log.ts';
import { toDomainError } from '../shared/outage.ts';
import { parse } from '../shared/parse.ts';
import type { RoomSocket } from './room-socket.ts';

/** What every command passes on its way to its handler: its payload is parsed and its rule is held. */
@Injectable()
export class CommandGate {
  constructor(
    private readonly access: Access,
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
      const payload = parse(COMMANDS[command].payload, raw) as CommandPayload<C>;
      await this.access.assertCommand(command, socket.data, payload);
      return { ok: true, data: await handle(payload) };
    } catch (thrown) {
      const error = toDomainError(thrown);
      if (error.code === 'internal') this.log.error({ error: thrown }, `${command} failed`);
      return { ok: false, error: error.toWire() };
    }
  }
}
