import type { Ack, Command, CommandPayload, CommandResult } from '@darkroom/protocol';
import { SubscribeMessage } from '@nestjs/websockets';
import type { CommandGate } from './command-gate.ts';
import type { RoomSocket } from './room-socket.ts';

/** Metadata key under which a handler says which command it answers; `CommandCheck` reads it. */
export const COMMAND = Symbol('command');

type Handler<C extends Command> = (socket: RoomSocket, payload: CommandPayload<C>) => Promise<CommandResult<C>>;
type Gated = { gate: CommandGate };

/** Marks the one handler of a command. It is reached through its class's gate alone, so it sees only what is well-formed and allowed. */
export function On<C extends Command>(command: C) {
  return <T extends Handler<C>>(target: object, key: string, descriptor: TypedPropertyDescriptor<T>): void => {
    const handler = descriptor.value as T;
    const answer = async function (this: Gated, socket: RoomSocket, raw: unknown): Promise<Ack<CommandResult<C>>> {
      return this.gate.answer(command, socket, raw, (payload) => handler.call(this, socket, payload));
    };
    descriptor.value = answer as unknown as T;
    Reflect.defineMetadata(COMMAND, command, answer);
    SubscribeMessage(command)(target, key, descriptor);
  };
}
