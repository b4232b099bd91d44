import { expect, it } from 'vitest';
import { nameOf } from './name-of.ts';

it.each([
  [{ name: 'Ada Lovelace', preferred_username: 'ada' }, 'Ada Lovelace'],
  [{ name: '  ', preferred_username: 'ada' }, 'ada'],
  [{ email: 'ada.l@example.org' }, 'ada.l'],
  [{ email: '@example.org' }, 'Somebody'],
  [{}, 'Somebody'],
  [{ name: 7, preferred_username: { toString: 'x' }, email: null }, 'Somebody'],
  [{ name: 'Ada\n\u0000 Lovelace\t' }, 'Ada Lovelace'],
  [{ name: 'Ä'.repeat(70) }, 'Ä'.repeat(60)],
  [{ name: `${'a'.repeat(59)}🦉` }, 'a'.repeat(59)],
  [{ name: '\ud83d' }, '\ufffd'],
])('a person whom the issuer calls %j is called %j', (claims, name) => {
  expect(nameOf(claims)).toBe(name);
});
