import { type Ack, COMMANDS, type Command, type CommandPayload, type CommandResult } from '@darkroom/protocol';
import { SubscribeMessage } from '@nestjs/websockets';
import { toDomainError } from '../shared/outage.ts';
import { parse } from '../shared/parse.ts';
import type { RoomSocket } from './room-socket.ts';

/** Metadata key under which a handler says which command it answers; `CommandCheck` reads it. */
export const COMMAND = Symbol('command');

type Handler<C extends Command> = (socket: RoomSocket, payload: CommandPayload<C>) => Promise<CommandResult<C>>;
type Logged = { log: { error(fields: { error: unknown }, message: string): void } };

/**
 * Marks the one handler of a command. The payload is parsed before the handler sees it, and whatever happens the command is
 * answered with exactly one ack [AK1].
 */
export function On<C extends Command>(command: C) {
  return <T extends Handler<C>>(target: object, key: string, descriptor: TypedPropertyDescriptor<T>): void => {
    const handler = descriptor.value as T;
    const answer = async function (this: Logged, socket: RoomSocket, raw: unknown): Promise<Ack<CommandResult<C>>> {
      try {
        const payload = parse(COMMANDS[command].payload, raw) as CommandPayload<C>;
        return { ok: true, data: await handler.call(this, socket, payload) };
      } catch (thrown) {
        const error = toDomainError(thrown);
        if (error.code === 'internal') this.log.error({ error: thrown }, `${command} failed`);
        return { ok: false, error: error.toWire() };
      }
    };
    descriptor.value = answer as unknown as T;
    Reflect.defineMetadata(COMMAND, command, answer);
    SubscribeMessage(command)(target, key, descriptor);
  };
}
