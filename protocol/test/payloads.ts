/**
 * What may arrive where a payload is expected, for property tests: valid payloads of every command, ones with something else in one
 * place, and anything at all.
 */
import fc from 'fast-check';
import { type Command, MAX_SEED, ReactionKind } from '../src/index.ts';

export type Fields = Record<string, unknown>;

/** Of Yjs: no structs, nothing deleted; no browser's anything. */
const EMPTY_UPDATE = new Uint8Array([0, 0]);
const EMPTY_VECTOR = new Uint8Array([0]);
const MULTIPLE = 16;
const edge = fc.integer({ min: 64 / MULTIPLE, max: 192 / MULTIPLE }).map((n) => n * MULTIPLE);
/** A grapheme may be several characters long: a name of at most 60. */
const text = (minLength: number) =>
  fc.string({ unit: 'grapheme', minLength, maxLength: 20 }).filter((it) => it.length <= 60);
const line = text(1).filter((it) => it.trim() !== '');

/** Of every command, such as the built-in model would take. `left` is the room that `room:leave` names. */
export function validPayloads(
  room: { id: string; slug: string },
  left = fc.uuid(),
): Record<Command, fc.Arbitrary<Fields>> {
  const roomId = fc.constant(room.id);
  const id = fc.uuid({ version: 7 });
  // Nobody's: a valid payload must not take the room, or who asks, away from the test.
  const userId = fc.uuid();
  const one = fc.record({ roomId, generationId: id });
  const ref = { generationId: id, index: fc.integer({ min: 0, max: 3 }) };
  const pictures = fc.array(fc.record(ref), { minLength: 1, maxLength: 5 });
  const isOn = fc.boolean();
  const position = fc.uint8Array({ maxLength: 64 });
  return {
    'room:join': fc.record({ slug: fc.constant(room.slug) }),
    'room:leave': fc.record({ roomId: left }),
    'room:rename': fc.record({ roomId, name: line }),
    'room:lock': fc.record({ roomId, isLocked: fc.constant(false) }),
    'room:delete': fc.record({ roomId: left }),
    'people:list': fc.record({ roomId }),
    'people:removed': fc.record({ roomId }),
    'person:set-role': fc.record({ roomId, userId, role: fc.constantFrom('host', 'member', 'viewer') }),
    'person:remove': fc.record({ roomId, userId }),
    'person:readmit': fc.record({ roomId, userId }),
    'invite:create': fc.record({
      roomId,
      role: fc.constantFrom('member', 'viewer'),
      expiresInSeconds: fc.integer({ min: 60, max: 365 * 24 * 3600 }),
    }),
    'invite:list': fc.record({ roomId }),
    'invite:revoke': fc.record({ roomId, inviteId: fc.uuid() }),
    'pictures:delete': fc.record({
      roomId,
      pictures: fc.array(fc.record({ generationId: id, index: fc.nat({ max: 3 }) }), { minLength: 1, maxLength: 3 }),
    }),
    'generation:request': fc.record({
      id,
      roomId,
      prompt: line,
      negativePrompt: text(0),
      model: fc.constant('builtin'),
      steps: fc.integer({ min: 1, max: 100 }),
      guidanceScale: fc.double({ min: 0, max: 20, noNaN: true }),
      width: edge,
      height: edge,
      seed: fc.option(fc.integer({ min: 0, max: MAX_SEED })),
      count: fc.integer({ min: 1, max: 4 }),
      parent: fc.constant(null),
      source: fc.constant(null),
      strength: fc.constant(null),
    }),
    'generation:cancel': one,
    'generation:retry': one,
    'generation:dismiss': one,
    'generation:vote-stop': fc.record({ roomId, generationId: id, isOn }),
    'picture:find': fc.record({ roomId, pictures }),
    'picture:react': fc.record({ roomId, ...ref, kind: fc.constantFrom(...ReactionKind.options), isOn }),
    'picture:favour': fc.record({ roomId, ...ref, isOn }),
    'picture:pin': fc.record({ roomId, pictures, isPinned: isOn }),
    'picture:show': fc.record({ roomId, ...ref }),
    'draft:open': fc.record({ roomId, epoch: fc.constantFrom(null, 0), stateVector: fc.constant(EMPTY_VECTOR) }),
    'draft:edit': fc.record({ roomId, epoch: fc.constant(0), update: fc.constant(EMPTY_UPDATE) }),
    'presence:show': fc.record({
      roomId,
      tab: fc.nat(),
      writes: fc.boolean(),
      caret: fc.option(fc.record({ epoch: fc.nat(), anchor: position, head: position })),
      looksAt: fc.option(fc.record({ generationId: id, index: fc.nat({ max: 3 }) })),
    }),
  };
}

/** Anything that Socket.IO carries: JSON, text that is hardly text, numbers at their ends, bytes. */
export const wireValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.double(),
  fc.maxSafeInteger(),
  fc.uint8Array({ maxLength: 40 }),
  fc.constantFrom<unknown>(null, undefined, '', -0, 2 ** 53, 1e300, '\u0000', '\ud800', 'x'.repeat(10_001), [[[]]]),
);

/** Anything that JavaScript has, with what no wire brings: a schema must bear it all the same. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  wireValue,
  fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
);

const STRANGE_KEYS = ['__proto__', 'constructor', 'toString', 'isAdmin', 'authorId', '', '0', '_placeholder'];

/** A valid payload with something else in one of its fields, without one, with one more, or wrapped up. */
export const nearly = (valid: fc.Arbitrary<Fields>, other = wireValue): fc.Arbitrary<unknown> =>
  fc
    .tuple(valid, other, fc.nat(), fc.constantFrom(...STRANGE_KEYS), fc.nat({ max: 9 }))
    .map(([payload, value, n, strange, how]) => {
      const keys = Object.keys(payload);
      const key = keys[n % keys.length] ?? '';
      if (how < 6) return { ...payload, [key]: neighbour(payload[key], value, n) };
      if (how === 6) return Object.fromEntries(Object.entries(payload).filter(([name]) => name !== key));
      if (how === 7) return { ...payload, [strange]: value };
      return how === 8 ? [payload] : JSON.stringify(payload);
    });

/** Of the same kind and just beside it, or something else altogether. */
function neighbour(value: unknown, other: unknown, n: number): unknown {
  if (n % 3 === 0) return other;
  if (typeof value === 'number') return [value + 0.5, -value, value * 16 + 1, String(value), Number.NaN][n % 5];
  if (typeof value === 'string') {
    return [value.toUpperCase(), `${value}\u0007`, value.slice(1), ` ${value} `, `${value}\ud800`][n % 5];
  }
  return other;
}

/** Something else in one place of a value, however deep. */
export const spoilt = (value: unknown, other = anyValue): fc.Arbitrary<unknown> =>
  fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), other).map(([path, by]) => replace(value, path, by));

function replace(value: unknown, [n = 0, ...path]: number[], by: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return by;
  const keys = Object.keys(value);
  const key = keys[n % keys.length];
  if (key === undefined) return by;
  const next = path.length === 0 ? by : replace((value as Fields)[key], path, by);
  return Array.isArray(value) ? value.with(Number(key), next) : { ...value, [key]: next };
}
