import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inRoot } from '../src/paths.ts';

interface Service {
  image?: string;
  build?: string;
  restart?: string;
  ports?: string[];
  networks?: string[] | Record<string, unknown>;
  volumes?: string[];
  profiles?: string[];
  healthcheck?: { test: string[] };
  environment?: Record<string, string>;
  deploy?: { resources: { reservations: { devices: { capabilities: string[] }[] } } };
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
}

const text = fs.readFileSync(inRoot('docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const withoutComments = text.replace(/^\s*#.*$/gm, '');
/** Every `${NAME…}`, with what follows the name; a doubled dollar is meant for the container. */
const variables = [...withoutComments.matchAll(/(?<!\$)\$\{([A-Z_]+)([^}]*)\}/g)].map(([, name = '', rest = '']) => ({
  name,
  rest,
}));
const example = fs.readFileSync(inRoot('.env.example'), 'utf8');
const documented = new Map(
  [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);

describe('docker-compose.yml', () => {
  it.each(services)('%s has a health check and a restart policy', (_, service) => {
    expect(service.healthcheck?.test[0]).toMatch(/^CMD(-SHELL)?$/);
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
    expect(service.restart).toMatch(/^(unless-stopped|on-failure)$/);
  });

  it('publishes one port, that of the web, on this machine alone unless told otherwise', () => {
    const published = services.filter(([, { ports }]) => ports?.length);
    expect(published.map(([name]) => name)).toEqual(['server']);
    expect(compose.services.server?.ports).toEqual([expect.stringMatching(/^\$\{WEB_BIND:-127\.0\.0\.1\}:.*:3000$/)]);
  });

  it('keeps Postgres, Redis, S3 and the worker on a network with no way out', () => {
    expect(compose.networks.inside?.internal).toBe(true);
    for (const name of ['postgres', 'redis', 's3', 'worker', 'prepare'])
      expect(compose.services[name]?.networks).toEqual(['inside']);
  });

  it('takes every secret from .env, with no default', () => {
    const secrets = variables.filter(({ name }) => /PASSWORD|_KEY$/.test(name));
    expect(new Set(secrets.map(({ name }) => name)).size).toBe(4);
    for (const { name, rest } of secrets) {
      expect(rest).toBe(`:?set ${name} in .env`);
      expect(documented.get(name)).toBe('');
    }
  });

  it('writes no password out: each value of a secret variable is a reference', () => {
    const values = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    const secret = values.filter(([name]) => /PASSWORD|SECRET|ACCESS_KEY|_AUTH|TOKEN/.test(name));
    expect(secret.length).toBeGreaterThan(5);
    for (const [, value] of secret) expect(value).toMatch(/^\$\{[A-Z_]+:[?-].*\}$/);
    expect(text).not.toMatch(/:\/\/[^$/\s]*:[^$@/\s]+@/);
  });

  it('names every variable in .env.example', () => {
    for (const { name } of variables) expect([...documented.keys()]).toContain(name);
  });

  it.each(services)('%s runs a pinned image', (_, { image = '' }) => {
    expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?$/);
  });

  it('keeps data on named volumes that are declared', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  it('runs the models on CPU or, by the profile gpu, on a GPU, under one name', () => {
    const { torchserve, 'torchserve-gpu': gpu } = compose.services;
    expect(torchserve?.profiles).toEqual(['cpu']);
    expect(gpu?.profiles).toEqual(['gpu']);
    expect(gpu?.deploy?.resources.reservations.devices[0]?.capabilities).toEqual(['gpu']);
    expect(torchserve?.networks).toEqual(gpu?.networks);
    expect(documented.get('COMPOSE_PROFILES')).toBe('cpu');
  });
});

describe('Dockerfiles', () => {
  it.each(['Dockerfile', 'torchserve/Dockerfile'])(
    '%s builds on a pinned image and runs as an ordinary user',
    (file) => {
      const lines = fs.readFileSync(inRoot(file), 'utf8');
      for (const [, image] of lines.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/:\d+\.\d+/);
      expect(lines).toMatch(/^USER (?!root|0)\S+/m);
    },
  );

  it('the server image copies the package.json of every workspace before it installs', () => {
    const { workspaces } = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8')) as { workspaces: string[] };
    const dockerfile = fs.readFileSync(inRoot('Dockerfile'), 'utf8');
    for (const workspace of workspaces) expect(dockerfile).toContain(`COPY ${workspace}/package.json ${workspace}/`);
  });
});

describe('.env.example', () => {
  it('names every variable that the server reads', () => {
    const source = fs.readFileSync(inRoot('server/src/config/env.ts'), 'utf8');
    const schema = /const Variables = z\.object\(\{([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? '';
    const read = [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
    expect(read.length).toBeGreaterThan(15);
    for (const name of read) expect([...documented.keys()]).toContain(name);
  });
});
