/** As properties: every schema of the protocol, and whatever may come where it is expected. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anyValue, nearly, spoilt, validPayloads } from '../test/payloads.ts';
import { SAMPLES } from '../test/samples.ts';
import * as protocol from './index.ts';

const { COMMANDS, describeIssues, ErrorCode, FACTS, SIGNALS } = protocol;

const exported = Object.entries<unknown>(protocol).flatMap(([name, value]): [string, z.ZodType][] =>
  value instanceof z.ZodType ? [[name, value]] : [],
);
const acks = Object.entries(COMMANDS).map(([name, { ack }]): [string, z.ZodType] => [`the ack of ${name}`, ack]);
const told: [string, z.ZodType][] = Object.entries({ ...FACTS, ...SIGNALS });
const SCHEMAS = [...exported, ...acks, ...told];

/** Refused with an error of its own, or accepted for good: what came out goes in again and comes out the same. */
function holds(schema: z.ZodType, value: unknown): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    expect(schema.parse(parsed.data)).toEqual(parsed.data);
    return;
  }
  expect(parsed.error).toBeInstanceOf(z.ZodError);
  const { code, message, retryable } = describeIssues(parsed.error);
  expect(ErrorCode.safeParse(code).success).toBe(true);
  expect(message).not.toBe('');
  expect(retryable).toBe(false);
}

describe('[AK1] a schema bears anything', () => {
  it.each(SCHEMAS)('%s', (_, schema) => {
    fc.assert(fc.property(anyValue, (value) => holds(schema, value)));
  });
});

describe('[AK2] a payload that is nearly right is refused or taken for good', () => {
  const valid = validPayloads({ id: '019ac000-0000-7000-8000-000000000001', slug: 'A'.repeat(22) });

  it.each(Object.keys(COMMANDS) as protocol.Command[])('%s', (command) => {
    const { payload: schema } = COMMANDS[command];
    fc.assert(fc.property(valid[command], (payload) => void schema.parse(payload)));
    fc.assert(
      fc.property(nearly(valid[command], anyValue), (payload) => holds(schema, payload)),
      { numRuns: 500 },
    );
  });
});

describe('what the server tells', () => {
  it('has a sample of every kind', () => {
    const names = [...acks, ...told].map(([name]) => name);
    expect(Object.keys(SAMPLES).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(SAMPLES))('%s, with something else in one place', (name, sample) => {
    const schema = [...acks, ...told].find(([other]) => other === name)?.[1] as z.ZodType;
    expect(schema.parse(sample)).toEqual(sample);
    fc.assert(fc.property(spoilt(sample), (value) => holds(schema, value)));
  });
});
