/** What Darkroom takes from an issuer, and what it does not. */
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Issuer } from '../../src/sign-in/issuer.ts';
import { Browser } from '../support/browser.ts';
import { throughIssuer } from '../support/signing-in.ts';
import { testEnv } from '../support/test-env.ts';
import { CLIENT, KEY_ID, TestIssuer } from '../support/test-issuer.ts';

let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await TestIssuer.make();
  await issuer.open(['http://localhost:3000']);
});
afterEach(() => {
  issuer.stepIn = () => false;
  issuer.asked.length = 0;
});
afterAll(() => issuer?.close());

/** One that has asked nothing yet. */
const fresh = (env: Record<string, string> = {}) => new Issuer(testEnv({ ...issuer.env, ...env }));

/** Goes there, and comes back with what the issuer answers. */
async function redeem(darkroom: Issuer) {
  const secrets = darkroom.newSecrets();
  const answer = await throughIssuer(new Browser(), await darkroom.authorizationUrl(secrets), 'ada');
  return { secrets, redeemed: () => darkroom.redeem(answer.search, secrets) };
}

describe('what an issuer says of itself', () => {
  const discoveries = () => issuer.asked.filter((path) => path.startsWith('/.well-known/'));

  it('is asked for once, by however many, and only when somebody wants to sign in', async () => {
    const darkroom = fresh();
    expect(discoveries()).toEqual([]);
    await Promise.all([1, 2, 3].map(() => darkroom.authorizationUrl(darkroom.newSecrets())));
    await darkroom.authorizationUrl(darkroom.newSecrets());
    expect(discoveries()).toHaveLength(1);
  });

  it('is asked for anew after it could not be had', async () => {
    const darkroom = fresh();
    issuer.stepIn = (_, response) => Boolean(response.writeHead(503).end());
    const ask = () => darkroom.authorizationUrl(darkroom.newSecrets());
    await expect(ask()).rejects.toMatchObject({ code: 'sign_in_failed' });
    issuer.stepIn = () => false;
    expect((await ask()).origin).toBe(issuer.url);
  });

  it('is not believed when it is another that answers', async () => {
    issuer.stepIn = (_, response) => Boolean(response.end(JSON.stringify({ issuer: 'https://evil.example' })));
    const darkroom = fresh();
    await expect(darkroom.authorizationUrl(darkroom.newSecrets())).rejects.toMatchObject({ code: 'sign_in_failed' });
  });
});

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const another = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** Signs with RS256 and the issuer's key, unless told otherwise. */
function token(claims: object, { alg = 'RS256', by }: { alg?: string; by: KeyObject | string | null }): string {
  const body = `${encoded({ alg, kid: KEY_ID })}.${encoded(claims)}`;
  if (by === null) return `${body}.`;
  const signature =
    typeof by === 'string'
      ? createHmac('sha256', by).update(body).digest()
      : sign('sha256', Buffer.from(body), { key: by });
  return `${body}.${signature.toString('base64url')}`;
}

/** Answers in the issuer's place with this id token. */
function tells(idToken: string): void {
  issuer.stepIn = ({ url }, response) => {
    if (url !== '/token') return false;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: idToken }));
    return true;
  };
}

describe('[RM7] an id token', () => {
  type Claims = Record<string, unknown>;
  const right = (nonce: string): Claims => ({
    ...{ iss: issuer.url, aud: CLIENT.id, sub: 'ada', nonce, name: 'Ada' },
    ...{ iat: inSeconds(0), exp: inSeconds(60) },
  });

  it('that is right says who the person is', async () => {
    const { secrets, redeemed } = await redeem(fresh());
    tells(token(right(secrets.nonce), { by: issuer.key }));
    expect(await redeemed()).toMatchObject({ issuer: issuer.url, subject: 'ada', claims: { name: 'Ada' } });
  });

  it.each<[string, Claims]>([
    ['of another issuer', { iss: 'https://evil.example' }],
    ['for another client', { aud: 'somebody-else' }],
    ['for another client beside us', { aud: [CLIENT.id, 'somebody-else'], azp: 'somebody-else' }],
    ['that has run out', { iat: inSeconds(-600), exp: inSeconds(-300) }],
    ['for another question', { nonce: 'x' }],
    ['for no question', { nonce: undefined }],
    ['of nobody', { sub: undefined }],
    ['without an end', { exp: undefined }],
  ])('%s signs nobody in', async (_, change) => {
    const { secrets, redeemed } = await redeem(fresh());
    tells(token({ ...right(secrets.nonce), ...change }, { by: issuer.key }));
    await expect(redeemed()).rejects.toMatchObject({ code: 'sign_in_failed' });
  });

  it.each<[string, Parameters<typeof token>[1]]>([
    ['signed with another key', { by: another }],
    ['signed with the client’s secret', { alg: 'HS256', by: CLIENT.secret }],
    ['not signed', { alg: 'none', by: null }],
    ['with its signature cut off', { by: null }],
  ])('%s signs nobody in', async (_, how) => {
    const { secrets, redeemed } = await redeem(fresh());
    tells(token(right(secrets.nonce), how));
    await expect(redeemed()).rejects.toMatchObject({ code: 'sign_in_failed' });
  });
});

it('a client with a wrong secret signs nobody in', async () => {
  const { redeemed } = await redeem(fresh({ OIDC_CLIENT_SECRET: 'guessed' }));
  await expect(redeemed()).rejects.toMatchObject({ code: 'sign_in_failed' });
});

it('a name that the issuer will not tell keeps nobody out', async () => {
  const { redeemed } = await redeem(fresh());
  issuer.stepIn = ({ url }, response) => url === '/me' && Boolean(response.writeHead(500).end());
  expect(await redeemed()).toMatchObject({ subject: 'ada', claims: {} });
});
