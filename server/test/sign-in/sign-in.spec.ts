/** Signing in at a real issuer of OpenID Connect, on gateways that share Postgres and Redis. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../support/browser.ts';
import { Cluster, type Gateway } from '../support/cluster.ts';
import { json, Person } from '../support/person.ts';
import { addressOf, beginAt, bringBack, known, signIn, throughIssuer } from '../support/signing-in.ts';
import { PUBLIC_CLIENT, TestIssuer } from '../support/test-issuer.ts';

const ROOM = '/r/AAAAAAAAAAAAAAAAAAAAAA';

let issuer: TestIssuer;
let cluster: Cluster;
/** The same Darkroom under the same address, as behind a proxy. */
let second: Gateway;
/** Lets nobody in but who signs in, and has no secret of the issuer's. */
let closed: Gateway;
let people: Person[] = [];

beforeAll(async () => {
  issuer = await TestIssuer.make();
  cluster = await Cluster.start({ env: { ...issuer.env, OIDC_NAME: 'Sign in with Example' } });
  [second, closed] = await Promise.all([
    cluster.addGateway({ PUBLIC_URL: addressOf(cluster.gateway) }),
    cluster.addGateway({ GUESTS: 'false', OIDC_CLIENT_ID: PUBLIC_CLIENT, OIDC_CLIENT_SECRET: '' }),
  ]);
});
afterEach(() => {
  for (const person of people) person.leave();
  people = [];
});
afterAll(async () => {
  await cluster?.stop();
  await issuer?.close();
});

async function guest(name: string): Promise<{ person: Person; browser: Browser }> {
  const person = await Person.enter(cluster.gateway, name);
  people.push(person);
  const browser = new Browser();
  browser.keep(new URL(addressOf(cluster.gateway)), person.setCookie);
  return { person, browser };
}

const usersNamed = (name: string) => cluster.data.sql('SELECT id FROM users WHERE name = $1', [name]);

// First: until the end of this test there is no issuer.
it('[RM7] Darkroom starts and lets guests in while the issuer is away, says so to who wants to sign in, and needs no restart', async () => {
  const browser = new Browser();
  const begin = async () => (await browser.ask(beginAt(cluster.gateway, ROOM))).headers.get('location');
  expect(await begin()).toBe(`${ROOM}?sign-in=sign_in_failed`);
  expect((await known(browser, cluster.gateway)).error?.code).toBe('unauthenticated');
  await guest('Gus');
  await issuer.open([addressOf(cluster.gateway), addressOf(closed)]);
  expect(await begin()).toMatch(new RegExp(`^${issuer.url}/auth\\?`));
});

describe('a sign-in', () => {
  it('[RM7] leads back to the page that it came from, with a session of one’s own and the name that the issuer knows', async () => {
    issuer.people.ada = { name: 'Ada Lovelace' };
    const browser = new Browser();
    const { to, setCookie } = await bringBack(
      browser,
      await throughIssuer(browser, beginAt(cluster.gateway, ROOM), 'ada'),
    );
    expect(to).toBe(ROOM);
    expect(setCookie).toEqual([
      expect.stringMatching(/^darkroom_session=[\w-]{43}; Max-Age=.*HttpOnly; SameSite=Lax$/),
    ]);
    const me = await known(browser, cluster.gateway);
    expect(me).toMatchObject({ user: { name: 'Ada Lovelace' }, isGuest: false });
    expect(await cluster.data.sql('SELECT issuer, subject, user_id FROM identities')).toEqual([
      { issuer: issuer.url, subject: 'ada', user_id: me.user?.id },
    ]);
  });

  it('[RM7] asks the issuer with state, nonce and PKCE by S256, and by a browser’s secret that no script reads', async () => {
    const begin = await new Browser().ask(beginAt(cluster.gateway));
    const asked = new URL(begin.headers.get('location') ?? '').searchParams;
    expect(Object.fromEntries(asked)).toEqual({
      client_id: 'darkroom',
      redirect_uri: `${addressOf(cluster.gateway)}/api/sign-in/callback`,
      response_type: 'code',
      scope: 'openid profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(begin.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^darkroom_sign_in=[\w-]{43}; Max-Age=600; Path=\/api\/sign-in; .*HttpOnly; SameSite=Lax$/),
    ]);
    expect(begin.headers.get('cache-control')).toBe('no-store');
  });

  it('[RM7] is a secure cookie’s where the proxy in front of us speaks TLS', async () => {
    const answer = await fetch(beginAt(cluster.gateway), {
      redirect: 'manual',
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(answer.headers.getSetCookie()[0]).toContain('; Secure');
  });

  it('[RM7] begun on one gateway is answered on another', async () => {
    const browser = new Browser();
    const asked = await fetch(beginAt(second, ROOM), { redirect: 'manual' });
    browser.keep(new URL(addressOf(cluster.gateway)), asked.headers.getSetCookie()[0] ?? '');
    const answer = await throughIssuer(browser, asked.headers.get('location') ?? '', 'ada');
    expect(answer.origin).toBe(addressOf(cluster.gateway));
    expect((await bringBack(browser, answer)).to).toBe(ROOM);
    expect((await known(browser, second)).error?.code).toBe('unauthenticated');
    expect((await known(browser, cluster.gateway)).user?.name).toBe('Ada Lovelace');
  });

  it('[RM7] goes on in one tab beside another', async () => {
    const browser = new Browser();
    const tabs = [ROOM, '/'].map((to) => beginAt(cluster.gateway, to));
    const answers: URL[] = [];
    for (const tab of tabs) answers.push(await throughIssuer(browser, tab, 'ada'));
    for (const [n, to] of [ROOM, '/'].entries())
      expect((await bringBack(browser, answers[n] as URL)).to, `tab ${n}`).toBe(to);
  });

  it('[RM7] takes the old session’s place, so that who put that one there has nothing of the new one', async () => {
    const { person, browser } = await guest('Planted');
    await signIn(browser, cluster.gateway, 'fay');
    expect((await person.fetch('/api/session')).status).toBe(401);
    expect((await known(browser, cluster.gateway)).user?.id).toBe(person.user.id);
    const first = browser.cookie('darkroom_session');
    await signIn(browser, cluster.gateway, 'fay');
    expect(browser.cookie('darkroom_session')).not.toBe(first);
    const rows = await cluster.data.sql('SELECT 1 FROM sessions WHERE user_id = $1', [person.user.id]);
    expect(rows).toHaveLength(1);
  });

  it('[RM8] makes the same person of two browsers, and one person of two that come at once for the first time', async () => {
    const [laptop, phone] = [new Browser(), new Browser()];
    issuer.people.cy = { preferred_username: 'cy' };
    const answers: URL[] = [];
    for (const browser of [laptop, phone]) {
      answers.push(await throughIssuer(browser, beginAt(cluster.gateway), 'cy'));
    }
    await Promise.all([laptop, phone].map((browser, n) => bringBack(browser, answers[n] as URL)));
    const [there, here] = await Promise.all([laptop, phone].map((browser) => known(browser, cluster.gateway)));
    expect(there).toMatchObject({ user: { name: 'cy' }, isGuest: false });
    expect(here).toEqual(there);
    expect(await usersNamed('cy')).toHaveLength(1);
    await laptop.ask(`${addressOf(cluster.gateway)}/api/sessions`, { method: 'DELETE' });
    expect((await known(phone, cluster.gateway)).error?.code).toBe('unauthenticated');
  });
});

describe('a guest who signs in', () => {
  it('[RM8] for the first time is who they were, with their name and rooms', async () => {
    issuer.people.dee = { name: 'Another Name' };
    const { person, browser } = await guest('Dee');
    const { room } = await person.host('Night shift');
    expect(await signIn(browser, cluster.gateway, 'dee', `/r/${room.slug}`)).toBe(`/r/${room.slug}`);
    expect(await known(browser, cluster.gateway)).toEqual({ user: person.user, isGuest: false });
    const { rooms } = await (await browser.ask(`${addressOf(cluster.gateway)}/api/rooms`)).json();
    expect(rooms).toMatchObject([{ id: room.id, name: 'Night shift', role: 'host' }]);
  });

  it('[RM8, DC8] and is known already brings rooms, prompts, pictures and what they liked along, and is closed as a guest', async () => {
    const host = await guest('Eve');
    const theirs = await host.person.host('Eve’s');
    await signIn(host.browser, cluster.gateway, 'eve');
    const eve = await known(host.browser, cluster.gateway);

    const { person, browser } = await guest('Somebody with a phone');
    const own = await person.host('Made on the phone');
    const visited = await person.openRoom(theirs.room);
    const bystander = await (await guest('Ben')).person.openRoom(own.room);
    const { id } = await own.request();
    await own.ended(id);
    const picture = { roomId: own.room.id, generationId: id, index: 0, isOn: true };
    await own.ask('picture:react', { ...picture, kind: 'heart' });
    await own.ask('picture:favour', picture);
    await signIn(browser, cluster.gateway, 'eve');

    expect(await known(browser, cluster.gateway)).toEqual(eve);
    for (const tab of [own, visited]) {
      await tab.until(() => tab.heard.find(({ name }) => name === 'disconnect'), 'the closing');
    }
    expect(bystander.socket.connected).toBe(true);
    const { rooms } = await (await browser.ask(`${addressOf(cluster.gateway)}/api/rooms`)).json();
    expect(rooms.map(({ name, role }: { name: string; role: string }) => [name, role]).sort()).toEqual([
      ['Eve’s', 'host'],
      ['Made on the phone', 'host'],
    ]);
    const gallery = await browser.ask(`${addressOf(cluster.gateway)}/api/rooms/${own.room.slug}/gallery`);
    expect((await gallery.json()).items).toMatchObject([
      { generation: { id, author: eve.user }, marks: { mine: ['heart'], isFavourite: true } },
    ]);
    expect(await usersNamed('Somebody with a phone')).toEqual([]);
  });

  it('[RM8, RL3] and was removed under the other name stays so, and where the guest was removed that takes nothing', async () => {
    const { person: ada } = await guest('Ada');
    const [first, second] = [await ada.host('first'), await ada.host('second')];
    const { browser: desk } = await guest('Lou');
    await signIn(desk, cluster.gateway, 'lou');
    const lou = (await known(desk, cluster.gateway)).user;
    await cluster.data.sql(
      `INSERT INTO memberships (room_id, user_id, removed_at) VALUES ($1, $3, now()), ($2, $3, NULL)`,
      [first.room.id, second.room.id, lou?.id],
    );
    const { person, browser } = await guest('Lou by phone');
    await Promise.all([person.openRoom(first.room), person.openRoom(second.room)]);
    await second.ask('person:remove', { roomId: second.room.id, userId: person.user.id });
    await signIn(browser, cluster.gateway, 'lou');
    const { rooms } = await (await browser.ask(`${addressOf(cluster.gateway)}/api/rooms`)).json();
    expect(rooms).toMatchObject([{ name: 'second', role: 'member' }]);
  });

  it('[RM8] in several tabs at once, also as two people, loses nothing', async () => {
    const { person } = await guest('Kim');
    const { room } = await person.host();
    const tabs = await Promise.all(
      ['kim', 'kim', 'leo'].map(async (login) => {
        const tab = new Browser();
        tab.keep(new URL(addressOf(cluster.gateway)), person.setCookie);
        return { tab, answer: await throughIssuer(tab, beginAt(cluster.gateway), login) };
      }),
    );
    const back = await Promise.all(tabs.map(({ tab, answer }) => bringBack(tab, answer)));
    expect(back.map(({ to }) => to)).toEqual(['/', '/', '/']);
    const hosts = await cluster.data.sql('SELECT user_id FROM memberships WHERE room_id = $1', [room.id]);
    expect(hosts).toEqual([{ user_id: person.user.id }]);
    const known = await cluster.data.sql(`SELECT subject FROM identities WHERE subject IN ('kim', 'leo')`);
    expect(known).toHaveLength(2);
  });

  it('[RM8] as nobody’s guest: one who is signed in and signs in as another takes nothing along', async () => {
    const { person, browser } = await guest('Ida');
    const { room } = await person.host();
    await signIn(browser, cluster.gateway, 'ida');
    const elsewhere = new Browser();
    elsewhere.keep(new URL(addressOf(cluster.gateway)), `darkroom_session=${browser.cookie('darkroom_session')}`);
    await signIn(elsewhere, cluster.gateway, 'jan');
    const jan = await known(elsewhere, cluster.gateway);
    expect(jan.user?.id).not.toBe(person.user.id);
    const { rooms } = await (await elsewhere.ask(`${addressOf(cluster.gateway)}/api/rooms`)).json();
    expect(rooms).toEqual([]);
    await signIn(browser, cluster.gateway, 'ida');
    const back = await (await browser.ask(`${addressOf(cluster.gateway)}/api/rooms`)).json();
    expect(back.rooms).toMatchObject([{ id: room.id }]);
  });
});

describe('where guests are off', () => {
  it('[RM9] a name alone is not enough, and the page is told so', async () => {
    const options = async ({ url }: Gateway) => (await fetch(`${url}/api/sign-in/options`)).json();
    expect(await options(cluster.gateway)).toEqual({ guests: true, signIn: { label: 'Sign in with Example' } });
    expect(await options(closed)).toEqual({ guests: false, signIn: { label: 'Sign in with Example' } });
    const answer = await fetch(`${closed.url}/api/session`, json('POST', { name: 'Nobody' }));
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'forbidden' } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await usersNamed('Nobody')).toEqual([]);
  });

  it('[RM9] who came as a guest before is nobody until they sign in, which brings them all that was theirs', async () => {
    const { person } = await guest('Hal');
    const { room } = await person.host();
    const browser = new Browser();
    browser.keep(new URL(addressOf(closed)), person.setCookie);
    expect((await known(browser, closed)).error).toMatchObject({ code: 'unauthenticated', message: 'Sign in first.' });
    await expect(person.connect(closed)).rejects.toThrow('unauthenticated');
    expect(await signIn(browser, closed, 'hal')).toBe('/');
    expect(await known(browser, closed)).toEqual({ user: person.user, isGuest: false });
    const { rooms } = await (await browser.ask(`${addressOf(closed)}/api/rooms`)).json();
    expect(rooms).toMatchObject([{ id: room.id, role: 'host' }]);
  });
});
