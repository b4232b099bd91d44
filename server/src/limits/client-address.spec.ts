import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { ClientAddress } from './client-address.ts';

const request = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

it.each([
  ['a connection of its own', ['loopback'], '203.0.113.7', undefined, '203.0.113.7'],
  ['a header that no proxy of ours wrote', ['loopback'], '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['what the proxy on this machine says', ['loopback'], '127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['what a client made up before it', ['loopback'], '::1', '10.9.9.9, 198.51.100.1', '198.51.100.1'],
  ['a proxy when none is trusted', [], '127.0.0.1', '198.51.100.1', '127.0.0.1'],
  ['a header of rubbish', ['loopback'], '127.0.0.1', '<script>', 'unknown'],
  ['IPv4 as IPv6 writes it', ['loopback'], '::ffff:203.0.113.7', undefined, '203.0.113.7'],
  ['one of the many addresses of a network', ['loopback'], '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
])('%s', (_, trusted, remote, forwarded, expected) => {
  expect(new ClientAddress({ trustProxy: trusted }).of(request(remote, forwarded))).toBe(expected);
});
