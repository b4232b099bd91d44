import { describe, expect, it } from 'vitest';
import { DomainError } from './domain-error.ts';
import { isOutage, toDomainError } from './outage.ts';

const withCode = (code: string, cause?: unknown) => Object.assign(new Error('x', { cause }), { code });

describe('an error', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '08006', 'P1001', 'P2024'])(
    'with code %s is an outage',
    (code) => {
      expect(isOutage(withCode(code))).toBe(true);
    },
  );

  it('of a Redis that reads its data after a restart is an outage', () => {
    expect(isOutage(new Error('LOADING Redis is loading the dataset in memory'))).toBe(true);
  });

  it('is an outage when what caused it is one', () => {
    expect(isOutage(new Error('outer', { cause: withCode('ECONNREFUSED') }))).toBe(true);
  });

  it.each(['23505', 'P2002', 'ENOENT', ''])('with code %o is not', (code) => {
    expect(isOutage(withCode(code))).toBe(false);
  });

  it('[AK3] of an outage is told as retryable, one of ours as it is, any other with nothing of its inside', () => {
    expect(toDomainError(withCode('ECONNREFUSED')).toWire()).toMatchObject({ code: 'unavailable', retryable: true });
    expect(toDomainError(new DomainError('forbidden', 'No.')).toWire()).toEqual({
      code: 'forbidden',
      message: 'No.',
      retryable: false,
    });
    // A row went while something was to be hung on it, or it was to be changed.
    for (const code of ['P2003', 'P2025']) expect(toDomainError(withCode(code)).toWire().code).toBe('not_found');
    expect(toDomainError(withCode('P2002')).toWire().code).toBe('internal');
    expect(toDomainError(new Error('secret 42')).toWire().message).not.toContain('42');
  });
});
