/** What the pages let a browser do: their own scripts run, and no others. Every other test holds its pages to the same policy. */
import type { APIResponse } from '@playwright/test';
import { expect, test } from '../support/test.ts';

/** The sources of a directive. */
function sources(answer: APIResponse, directive: string): string[] {
  const policy = answer.headers()['content-security-policy'] ?? '';
  const found = policy.split(';').find((part) => part.trim().startsWith(`${directive} `));
  return found?.trim().split(/\s+/).slice(1) ?? [];
}

test('every page allows inline scripts by a nonce alone, another each time, and every script of it carries that nonce', async ({
  request,
}) => {
  const nonces = new Set<string>();
  for (const path of ['/', '/', '/r/AAAAAAAAAAAAAAAAAAAAAA', '/nowhere']) {
    const answer = await request.get(path);
    const allowed = sources(answer, 'script-src');
    expect(
      allowed.filter((source) => !source.startsWith("'nonce-")),
      path,
    ).toEqual(["'self'"]);
    const nonce = /'nonce-([A-Za-z0-9+/]{22}==)'/.exec(allowed.join(' '))?.[1] ?? '';
    nonces.add(nonce);
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length, path).toBeGreaterThan(3);
    for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
  }
  expect(nonces.size).toBe(4);
});

test('the policy comes from us whatever the request says', async ({ request }) => {
  const headers = { 'content-security-policy': "script-src 'nonce-AAAAAAAAAAAAAAAAAAAAAA=='" };
  const answer = await request.get('/', { headers });
  expect(await answer.text()).not.toContain('AAAAAAAAAAAAAAAAAAAAAA==');
});

test('pages and answers say what else a browser must not do with them', async ({ request }) => {
  for (const path of ['/', '/r/AAAAAAAAAAAAAAAAAAAAAA', '/api/models', '/api/docs/']) {
    const answer = await request.get(path);
    expect(answer.headers(), path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    expect(answer.headers()['x-powered-by'], path).toBeUndefined();
    expect(sources(answer, 'default-src'), path).toEqual(["'self'"]);
    expect(sources(answer, 'script-src'), path).not.toContain("'unsafe-inline'");
  }
});

test('what is injected into a room does not run', async ({ meet, browser }) => {
  const ada = await meet('Ada');
  const link = await ada.startRoom();
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await expect(page.getByLabel('Your name')).toBeVisible();
  const refused = await page.evaluate(async () => {
    const seen: string[] = [];
    const twoRefusals = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        seen.push(event.effectiveDirective);
        if (seen.length === 2) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.hasRun = true';
    document.body.append(script);
    const markup = document.createElement('p');
    markup.innerHTML = '<img src="data:," onerror="window.hasRun = true">';
    document.body.append(markup);
    await twoRefusals;
    return { seen, hasRun: 'hasRun' in window };
  });
  expect(refused.seen.sort()).toEqual(['script-src-attr', 'script-src-elem']);
  expect(refused.hasRun).toBe(false);
  await page.context().close();
});
