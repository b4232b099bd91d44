/** Messages below Socket.IO, for property tests: events of any name with any arguments, and packets that are none. */
import { COMMANDS, type Command, FACTS, SIGNALS } from '@darkroom/protocol';
import fc from 'fast-check';
import { nearly, validPayloads, wireValue } from '../../../protocol/test/payloads.ts';

/** What goes over the wire for one message: a text, and what is attached to it. */
export interface Message {
  frames: (string | Uint8Array)[];
  /** Such a message may cost the connection that sent it. One that may not must leave it as it is. */
  mayClose: boolean;
}

const kept = (...frames: Message['frames']): Message => ({ frames, mayClose: false });
const doubtful = (...frames: Message['frames']): Message => ({ frames, mayClose: true });
/** What JSON cannot say becomes null, as in a browser. */
const json = (value: unknown) => JSON.stringify(value) ?? 'null';

/** Names that Socket.IO keeps for itself and closes a connection for. */
const RESERVED = new Set(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']);

const bytes = fc.uint8Array({ maxLength: 64 });
const number = fc.nat({ max: 900_000 });
/** An ack that is asked for by a number, or none. */
const ackId = fc.oneof(
  fc.constant(''),
  number.map((n) => String(n)),
);
const anyName = fc.oneof(
  fc.constantFrom(...Object.keys(FACTS), ...Object.keys(SIGNALS), '__proto__', 'constructor', 'error', 'message', ''),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.integer(),
);

export function messages(room: { id: string; slug: string }): fc.Arbitrary<Message> {
  const valid = validPayloads(room);
  const names = Object.keys(COMMANDS) as Command[];
  const command = fc.oneof(
    ...names.map((name) =>
      fc
        .tuple(
          ackId,
          fc.oneof(nearly(valid[name]), wireValue),
          fc.array(wireValue, { maxLength: 2 }),
          fc.nat({ max: 9 }),
        )
        .map(([id, payload, more, how]) => kept(`42${id}${json([name, payload, ...(how < 2 ? more : [])])}`)),
    ),
  );
  const event = fc
    .tuple(ackId, anyName, fc.array(wireValue, { maxLength: 3 }))
    .filter(([, name]) => !RESERVED.has(String(name)))
    .map(([id, name, args]) => kept(`42${id}${json([name, ...args])}`));
  const withBytes = fc
    .tuple(ackId, fc.constantFrom(...names), fc.array(bytes, { minLength: 1, maxLength: 3 }))
    .map(([id, name, parts]) => {
      const holders = parts.map((_, num) => ({ _placeholder: true, num }));
      return kept(`45${parts.length}-${id}${json([name, ...holders])}`, ...parts);
    });
  const unaskedAck = fc.tuple(number, fc.array(wireValue)).map(([id, args]) => kept(`43${id}${json(args)}`));
  const heartbeat = fc.constantFrom('3', '6').map((packet) => kept(packet));
  return fc.oneof(
    { arbitrary: command, weight: 55 },
    { arbitrary: event, weight: 25 },
    { arbitrary: withBytes, weight: 8 },
    { arbitrary: unaskedAck, weight: 6 },
    { arbitrary: heartbeat, weight: 3 },
    { arbitrary: malformed(names), weight: 3 },
  );
}

/** No packet, half of one, or one that has no business here. */
const malformed = (names: Command[]): fc.Arbitrary<Message> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }).map((text) => doubtful(text)),
    fc.uint8Array({ minLength: 1, maxLength: 60 }).map((data) => doubtful(data)),
    fc.string({ unit: 'binary-ascii', maxLength: 60 }).map((text) => doubtful(`4${text}`)),
    fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.jsonValue()).map(([a, b, v]) => doubtful(`${a}${b}${json(v)}`)),
    fc
      .tuple(fc.constantFrom(...names), wireValue, fc.nat({ max: 60 }))
      .map(([name, value, at]) => doubtful(`42${json([name, value]).slice(0, at)}`)),
    // Attachments that do not come, too many, or in a place that is none.
    fc
      .tuple(fc.integer({ min: -1, max: 99 }), fc.constantFrom<unknown>(0, 1, -1, 1e9, 'x', null), bytes)
      .map(([count, num, data]) => doubtful(`45${count}-1${json(['room:join', { _placeholder: true, num }])}`, data)),
    fc.constantFrom(...RESERVED).map((name) => doubtful(`42${json([name, 'x'])}`)),
    fc
      .constantFrom('40/admin,', '40', '41', '41/x,', '44{}', '0{}', '1', '2probe', '5', '40{"__proto__":1}', '42[[]]')
      .map((text) => doubtful(text)),
    fc.integer({ min: 100_000, max: 900_000 }).map((length) => doubtful(`42["room:join","${'x'.repeat(length)}"]`)),
  );
