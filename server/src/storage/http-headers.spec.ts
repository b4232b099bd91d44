import { expect, it } from 'vitest';
import { contentDisposition } from './http-headers.ts';

it('a download name cannot break out of its header', () => {
  const header = contentDisposition('a"; filename="evil.exe\r\nSet-Cookie: x=1');
  expect(header).not.toMatch(/[\r\n]/);
  expect(header.match(/"/g)).toHaveLength(2);
});

it('a download name keeps its script for clients that can read it', () => {
  const [, encoded] = /filename\*=UTF-8''(.*)$/.exec(contentDisposition("תפוח (1)'s.png")) ?? [];
  expect(decodeURIComponent(encoded ?? '')).toBe("תפוח (1)'s.png");
});
