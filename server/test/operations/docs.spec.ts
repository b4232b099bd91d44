import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTE_RULES } from '../../src/access/rules.ts';
import { mountDocs } from '../../src/operations/docs.ts';
import { MetricsController } from '../../src/operations/metrics.controller.ts';
import { MetricsModule } from '../../src/operations/metrics.module.ts';

@Module({ imports: [MetricsModule], controllers: [MetricsController] })
class TestModule {}

let app: NestExpressApplication;
let url: string;

beforeAll(async () => {
  app = await NestFactory.create<NestExpressApplication>(TestModule, { logger: false, forceCloseConnections: true });
  app.use(helmet());
  mountDocs(app);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});

afterAll(async () => {
  await app?.close();
});

/** Addresses of scripts and styles, resolved as a browser does against where it ended up. */
async function assetsOf(path: string) {
  const page = await fetch(url + path);
  const html = await page.text();
  const links = [...html.matchAll(/<(?:script[^>]+src|link[^>]+href)=["']([^"']+)/g)];
  return { page, html, assets: links.map(([, link]) => new URL(link ?? '', page.url)) };
}

describe('/api/docs', () => {
  it.each(['/api/docs', '/api/docs/'])(
    '%s shows a page whose every script and style is there, from here',
    async (path) => {
      const { assets } = await assetsOf(path);
      expect(assets.length).toBeGreaterThan(3);
      for (const asset of assets) {
        expect(asset.origin).toBe(url);
        const answer = await fetch(asset);
        expect(answer.status, asset.href).toBe(200);
        expect(answer.headers.get('content-type'), asset.href).not.toContain('html');
      }
    },
  );

  it('runs no inline script and allows none', async () => {
    const { page, html } = await assetsOf('/api/docs/');
    expect(html).not.toMatch(/<script(?![^>]*src=)/);
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('script-src');
  });

  it('reads the document from here and shows it to nobody else', async () => {
    const script = await (await fetch(`${url}/api/docs/swagger-ui-init.js`)).text();
    expect(script).toContain('"/api/docs/openapi.json"');
    expect(script).toContain('"validatorUrl": null');
  });
});

describe('/api/docs/openapi.json', () => {
  it('names every route that the server has', async () => {
    const { paths } = await (await fetch(`${url}/api/docs/openapi.json`)).json();
    const routes = Object.entries<object>(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const ruled = Object.keys(ROUTE_RULES).map((name) => name.replace(/:(\w+)/g, '{$1}'));
    expect(routes.sort()).toEqual(ruled.sort());
  });

  it('points at nothing that it does not hold', async () => {
    const text = await (await fetch(`${url}/api/docs/openapi.json`)).text();
    const { components } = JSON.parse(text);
    const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(names).toContainEqual(expect.stringMatching(/^GalleryItem/));
    for (const name of names) expect(components.schemas).toHaveProperty([name ?? '']);
  });
});

it('/api/metrics is what Prometheus reads', async () => {
  const answer = await fetch(`${url}/api/metrics`);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(await answer.text()).toMatch(/^process_resident_memory_bytes \d+$/m);
});
