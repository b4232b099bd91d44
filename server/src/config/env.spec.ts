import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

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
