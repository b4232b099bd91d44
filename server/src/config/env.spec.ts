import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { SECRETS } from './secret-files.ts';

const needed = {
  DATABASE_URL: 'postgresql://u:p@127.0.0.1:5432/d',
  REDIS_URL: 'redis://127.0.0.1:6379',
  TORCHSERVE_URL: 'http://127.0.0.1:8080',
};

describe('settings', () => {
  it('need only what has no default', () => {
    expect(readEnv(needed)).toMatchObject({ port: 3000, imageDelivery: 'proxy', maxAttempts: 3 });
  });

  it('name every variable at fault, and why, at once', () => {
    const read = () => readEnv({ ...needed, PORT: '99999', REDIS_URL: 'http://x', DATABASE_URL: '' });
    expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*REDIS_URL|PORT[\s\S]*REDIS_URL/);
    expect(read).toThrow(/DATABASE_URL/);
  });

  it('find the management API one port above the inference API', () => {
    expect(readEnv(needed).torchserveManagementUrl).toBe('http://127.0.0.1:8081');
  });

  it('always allow the public address as an origin', () => {
    const env = readEnv({
      ...needed,
      PUBLIC_URL: 'https://pictures.example/x',
      ALLOWED_ORIGINS: 'https://a.example, https://b.example',
    });
    expect(env.allowedOrigins).toEqual(['https://pictures.example', 'https://a.example', 'https://b.example']);
  });

  it('read a rate, and a list of proxies', () => {
    const { limits, trustProxy } = readEnv({ ...needed, LIMIT_SUBMITS: '30/60', TRUST_PROXY: 'loopback, 10.0.0.0/8' });
    expect(limits.submits).toEqual({ points: 30, seconds: 60 });
    expect(trustProxy).toEqual(['loopback', '10.0.0.0/8']);
    expect(readEnv({ ...needed, TRUST_PROXY: 'none' }).trustProxy).toEqual([]);
    expect(() => readEnv({ ...needed, LIMIT_SUBMITS: '30 a minute' })).toThrow(/LIMIT_SUBMITS: must be a number/);
    expect(() => readEnv({ ...needed, TRUST_PROXY: 'everybody' })).toThrow(/TRUST_PROXY: invalid IP address/);
  });

  it('take a variable that is set but empty as not set', () => {
    expect(readEnv({ ...needed, S3_ENDPOINT: '', PORT: '' })).toMatchObject({ s3Endpoint: undefined, port: 3000 });
  });
});

describe('signing in', () => {
  const issuer = { OIDC_ISSUER: 'https://id.example/realm', OIDC_CLIENT_ID: 'darkroom' };

  it('is off, and guests are let in, unless told otherwise', () => {
    expect(readEnv(needed)).toMatchObject({ guests: true, oidc: undefined });
  });

  it('needs an issuer and a client; a secret, a label and more scopes may be given', () => {
    expect(readEnv({ ...needed, ...issuer, PUBLIC_URL: 'https://pictures.example' }).oidc).toEqual({
      ...{ issuer: 'https://id.example/realm', clientId: 'darkroom', clientSecret: undefined },
      ...{ label: 'Sign in', scopes: 'openid profile' },
      redirectUri: 'https://pictures.example/api/sign-in/callback',
    });
    expect(() => readEnv({ ...needed, OIDC_ISSUER: 'https://id.example' })).toThrow(/OIDC_CLIENT_ID: is needed/);
    expect(() => readEnv({ ...needed, ...issuer, OIDC_SCOPES: 'profile' })).toThrow(/OIDC_SCOPES: must contain openid/);
  });

  it('speaks TLS with every issuer but one on this machine', () => {
    const at = (address: string) => () => readEnv({ ...needed, ...issuer, OIDC_ISSUER: address });
    for (const address of ['http://id.example', 'http://localhost.example', 'http://127.0.0.1.example'])
      expect(at(address), address).toThrow(/OIDC_ISSUER: must be an https address/);
    for (const address of ['http://localhost:9000', 'http://127.0.0.1', 'http://[::1]:9000'])
      expect(at(address), address).not.toThrow();
  });

  it('is needed where guests are off', () => {
    expect(() => readEnv({ ...needed, GUESTS: 'false' })).toThrow(/GUESTS: without OIDC_ISSUER nobody could come in/);
    expect(readEnv({ ...needed, ...issuer, GUESTS: 'false' }).guests).toBe(false);
  });
});

describe('secrets from files', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'darkroom-secrets-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** Without what is `needed` under that name already. */
  const without = (name: string) => Object.fromEntries(Object.entries(needed).filter(([key]) => key !== name));
  const file = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };

  it.each([
    ['DATABASE_URL', 'databaseUrl', 'postgresql://a:b@db:5432/c'],
    ['REDIS_URL', 'redisUrl', 'redis://:secret@cache:6379'],
    ['S3_ACCESS_KEY_ID', 's3AccessKeyId', 'key'],
    ['S3_SECRET_ACCESS_KEY', 's3SecretAccessKey', 'secret+/='],
    ['METRICS_TOKEN', 'metricsToken', 'twenty characters or more'],
  ])('%s_FILE holds what %s would, and a line break at its end is none of it', (name, key, value) => {
    const env = readEnv({ ...without(name), [`${name}_FILE`]: file(name, `${value}\n`) });
    expect(env).toMatchObject({ [key]: value });
  });

  it.each(SECRETS)('%s and %s_FILE together are refused', (name) => {
    const read = () => readEnv({ ...needed, [name]: 'said out loud', [`${name}_FILE`]: file('both', 'whispered') });
    expect(read).toThrow(`${name}_FILE: stands beside ${name}`);
    expect(read).not.toThrow(/out loud|whispered/);
  });

  it('name every file that cannot be used, and why, at once', () => {
    const read = () =>
      readEnv({
        ...needed,
        METRICS_TOKEN_FILE: path.join(folder, 'nothing'),
        S3_ACCESS_KEY_ID_FILE: folder,
        S3_SECRET_ACCESS_KEY_FILE: file('empty', '\n'),
      });
    expect(read).toThrow(/METRICS_TOKEN_FILE: .*nothing cannot be read \(ENOENT\)/);
    expect(read).toThrow(/S3_ACCESS_KEY_ID_FILE: .* cannot be read \(EISDIR\)/);
    expect(read).toThrow(/S3_SECRET_ACCESS_KEY_FILE: .*empty is empty/);
  });

  it('take a file that is set to nothing as not set', () => {
    expect(readEnv({ ...needed, METRICS_TOKEN_FILE: '' }).metricsToken).toBeUndefined();
  });
});
