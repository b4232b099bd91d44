/** What Darkroom is told by somebody who is not the issuer, or not this browser, or too late: nobody is signed in by it. */
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../support/browser.ts';
import { Cluster } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import { addressOf, beginAt, bringBack, declineAtIssuer, known, signIn, throughIssuer } from '../support/signing-in.ts';
import { TestIssuer } from '../support/test-issuer.ts';

const ROOM = '/r/AAAAAAAAAAAAAAAAAAAAAA';
const FAILED = `${ROOM}?sign-in=sign_in_failed`;
/** To no page in particular: which one it was is not known. */
const LOST = '/?sign-in=sign_in_failed';

let issuer: TestIssuer;
let cluster: Cluster;
/** Has a guest's session already, which nothing here may take from it. */
let browser: Browser;
let gus: Person;

beforeAll(async () => {
  issuer = await TestIssuer.make();
  cluster = await Cluster.start({ workers: 0, env: issuer.env });
  await issuer.open([addressOf(cluster.gateway)]);
  gus = await Person.enter(cluster.gateway, 'Gus');
});
beforeEach(() => {
  // Not known at the issuer yet, so that it asks.
  browser = new Browser();
  browser.keep(new URL(addressOf(cluster.gateway)), gus.setCookie);
});
afterEach(async () => {
  expect(await known(browser, cluster.gateway), 'who one is after a sign-in that failed').toEqual({
    user: gus.user,
    isGuest: true,
  });
  expect(await cluster.data.sql('SELECT * FROM identities')).toEqual([]);
});
afterAll(async () => {
  await cluster?.stop();
  await issuer?.close();
});

const answerOf = (login = 'ada') => throughIssuer(browser, beginAt(cluster.gateway, ROOM), login);

/** The question as Darkroom asks it, with one thing in it changed on the way to the issuer. */
async function askedWith(name: string, value: string): Promise<URL> {
  const begin = await browser.ask(beginAt(cluster.gateway, ROOM));
  const question = new URL(begin.headers.get('location') ?? '');
  question.searchParams.set(name, value);
  return throughIssuer(browser, question, 'ada');
}

describe('[RM7] nobody is signed in', () => {
  it.each([
    ['a made-up state', (answer: URL) => answer.searchParams.set('state', 'x'.repeat(43)), LOST],
    ['no state', (answer: URL) => answer.searchParams.delete('state'), LOST],
    ['two states', (answer: URL) => answer.searchParams.append('state', 'y'), LOST],
    ['a made-up code', (answer: URL) => answer.searchParams.set('code', 'x'.repeat(43)), FAILED],
    ['no code', (answer: URL) => answer.searchParams.delete('code'), FAILED],
    ['the name of another issuer', (answer: URL) => answer.searchParams.set('iss', 'https://evil.example'), FAILED],
    ['no issuer’s name', (answer: URL) => answer.searchParams.delete('iss'), FAILED],
  ])('by an answer with %s', async (_, change, to) => {
    const answer = await answerOf();
    change(answer);
    expect(await bringBack(browser, answer)).toEqual({ to, setCookie: [] });
  });

  it.each([
    ['state', LOST],
    ['nonce', FAILED],
    ['code_challenge', FAILED],
  ])('by the answer to a question whose %s was not ours', async (name, to) => {
    expect(await bringBack(browser, await askedWith(name, 'A'.repeat(43)))).toEqual({ to, setCookie: [] });
  });

  it('by a code that was given to another browser, whichever of the two brings it', async () => {
    const evil = new Browser();
    const theirs = await throughIssuer(evil, beginAt(cluster.gateway, ROOM), 'eve');
    expect(await bringBack(browser, theirs)).toEqual({ to: LOST, setCookie: [] });
    const mine = await answerOf();
    mine.searchParams.set('code', theirs.searchParams.get('code') ?? '');
    expect(await bringBack(browser, mine)).toEqual({ to: FAILED, setCookie: [] });
  });

  it('by a browser without the secret of the one that began', async () => {
    const answer = await answerOf();
    expect(await bringBack(new Browser(), answer)).toEqual({ to: LOST, setCookie: [] });
  });

  it('after ten minutes', async () => {
    const answer = await answerOf();
    const redis = createClient({ url: cluster.data.env.REDIS_URL });
    await redis.connect();
    try {
      const keys = await redis.keys('darkroom:sign-in:*');
      const lives = await Promise.all(keys.map((key) => redis.ttl(key)));
      expect(lives.length).toBeGreaterThan(0);
      for (const seconds of lives) expect(seconds).toBeGreaterThan(0);
      expect(Math.max(...lives)).toBeLessThanOrEqual(600);
      expect(keys.join()).not.toContain(answer.searchParams.get('state'));
      // The time is up.
      await redis.del(keys);
    } finally {
      redis.destroy();
    }
    expect(await bringBack(browser, answer)).toEqual({ to: LOST, setCookie: [] });
  });

  it('when the person declines, which is said by a code of its own', async () => {
    const answer = await declineAtIssuer(browser, beginAt(cluster.gateway, ROOM));
    expect(answer.searchParams.get('error')).toBe('access_denied');
    expect(await bringBack(browser, answer)).toEqual({ to: `${ROOM}?sign-in=sign_in_refused`, setCookie: [] });
  });

  it('while the issuer is away on the way back; the next try does', async () => {
    const answer = await answerOf();
    await issuer.close();
    expect(await bringBack(browser, answer)).toEqual({ to: FAILED, setCookie: [] });
    await issuer.open();
    const other = new Browser();
    expect(await signIn(other, cluster.gateway, 'ada', ROOM)).toBe(ROOM);
    await cluster.data.sql('DELETE FROM identities');
  });
});

it('[RM7] an answer signs in once: brought a second time it does nothing', async () => {
  const other = new Browser();
  const answer = await throughIssuer(other, beginAt(cluster.gateway, ROOM), 'ada');
  const both = await Promise.all([bringBack(other, answer), bringBack(other, answer)]);
  expect(both.map(({ to }) => to).sort()).toEqual([ROOM, LOST].sort());
  expect((await known(other, cluster.gateway)).isGuest).toBe(false);
  expect((await bringBack(other, answer)).to).toBe(LOST);
  await cluster.data.sql('DELETE FROM identities');
});

describe('[RM7] a sign-in never leads elsewhere', () => {
  it.each(['//evil.example', '/\\evil.example', 'https:evil.example', 'https://evil.example', '/api/session', '/x'])(
    'than to the first page when asked for %s',
    async (to) => {
      const other = new Browser();
      expect(await signIn(other, cluster.gateway, 'ada', to)).toBe('/');
      await cluster.data.sql('DELETE FROM identities');
    },
  );

  it('also when a way back stands twice in the address', async () => {
    const begin = await browser.ask(`${beginAt(cluster.gateway, ROOM)}&to=//evil.example`);
    const answer = await declineAtIssuer(browser, begin.headers.get('location') ?? '');
    expect((await bringBack(browser, answer)).to).toBe('/?sign-in=sign_in_refused');
  });
});

it('a foreign page cannot begin a sign-in, and an own one can', async () => {
  const from = (site: string) =>
    fetch(beginAt(cluster.gateway), { redirect: 'manual', headers: { 'sec-fetch-site': site } });
  for (const site of ['cross-site', 'same-site']) {
    const answer = await from(site);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'origin_refused' } });
  }
  for (const site of ['same-origin', 'none']) expect((await from(site)).status).toBe(302);
});
