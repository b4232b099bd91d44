import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { testEnv } from '../../test/support/test-env.ts';
import { securityHeaders } from './security-headers.ts';

/** The headers of an answer to this path, as they are before anybody else sets any. */
function headersOf(path: string, given: Record<string, string> = {}): Record<string, string> {
  const headers: Record<string, string> = {};
  const setHeader = (name: string, value: unknown) => {
    headers[name.toLowerCase()] = String(value);
  };
  const response = Object.assign(new EventEmitter(), { setHeader, removeHeader: () => {} });
  const handle = securityHeaders(testEnv(given));
  handle({ url: path, headers: {} } as IncomingMessage, response as unknown as ServerResponse, () => {});
  return headers;
}

describe('HSTS', () => {
  it('is told for a year where people type https', () => {
    const headers = headersOf('/', { PUBLIC_URL: 'https://darkroom.example' });
    expect(headers['strict-transport-security']).toMatch(/^max-age=31536000\b/);
    expect(headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });

  it('is not where there is no TLS', () => {
    const headers = headersOf('/', { PUBLIC_URL: 'http://localhost:3000' });
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  });
});

describe('what no cache may keep', () => {
  it.each(['/api/session', '/api/rooms?x=1', '/api'])('%s', (path) => {
    expect(headersOf(path)['cache-control']).toBe('no-store');
  });

  it.each(['/', '/r/AAAA', '/apiary'])('is not %s: the pages say it themselves', (path) => {
    expect(headersOf(path)).not.toHaveProperty('cache-control');
  });
});
