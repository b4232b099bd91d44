import { describe, expect, it } from 'vitest';
import { returnPath, withCode } from './return-path.ts';

const room = '/r/AAAAAAAAAAAAAAAAAAAAAA';

describe('[RM7] who signed in goes back', () => {
  it.each(['/', room, `${room}?picture=0198-0`])('to %s', (path) => {
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https:evil.example',
    'https://evil.example/r/AAAAAAAAAAAAAAAAAAAAAA',
    '//evil.example/r/AAAAAAAAAAAAAAAAAAAAAA',
    'javascript:alert(1)',
    '/api/session',
    '/api/sign-in?to=/',
    '/r/AAAAAAAAAAAAAAAAAAAAAA/../../api/session',
    '/r/..%2f..%2fapi',
    '/r/short',
    '/@evil.example',
    '/%2f%2fevil.example',
    'r/AAAAAAAAAAAAAAAAAAAAAA',
    '',
    undefined,
    ['/r/AAAAAAAAAAAAAAAAAAAAAA'],
    { toString: () => '//evil.example' },
  ])('to the first page instead of %j', (path) => {
    expect(returnPath(path)).toBe('/');
  });

  it('without what else stood in the address', () => {
    expect(returnPath(`${room}?picture=a%26b&next=//evil.example#x`)).toBe(`${room}?picture=a%26b`);
  });

  it('with the code of what went wrong beside what was there', () => {
    expect(withCode('/', 'sign_in_failed')).toBe('/?sign-in=sign_in_failed');
    expect(withCode(`${room}?picture=a`, 'sign_in_refused')).toBe(`${room}?picture=a&sign-in=sign_in_refused`);
  });
});
