import type { Browser } from '@playwright/test';
import { type Person, SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

/** What chats and feeds look for in the head of a page. */
const metaOf = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"/g)].map(
      ([, name, content]) => [name, content],
    ),
  );

async function developAndOpen(person: Person, prompt: string): Promise<void> {
  await person.choose(SHORT);
  await person.submit(prompt);
  await person.onSheet(prompt).click();
  await expect(person.large).toBeVisible();
}

async function makeLink({ page }: Person): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  return page.getByLabel('Link', { exact: true }).inputValue();
}

/** Somebody without a cookie, who was never here. */
async function visitor(browser: Browser, options = {}) {
  const context = await browser.newContext(options);
  return { context, page: await context.newPage() };
}

test('[SH1, SH3, SH4] a link shows one picture to whoever has it, and nothing once it is taken back', async ({
  meet,
  browser,
  request,
}) => {
  const ada = await meet('Ada');
  const room = await ada.startRoom();
  await developAndOpen(ada, 'a paper boat on a dark lake');
  const link = await makeLink(ada);
  expect(link).toMatch(/\/s\/[A-Za-z0-9_-]{22}$/);

  const { context, page } = await visitor(browser);
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as unknown as { value: number }[]) {
        document.documentElement.dataset.moved = String(
          Number(document.documentElement.dataset.moved ?? 0) + shift.value,
        );
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const answer = await page.goto(link);
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { name: 'a paper boat on a dark lake' })).toBeVisible();
  await expect(page.getByText('Darkroom built-in')).toBeVisible();
  await expect(page.getByText('Ada', { exact: true })).toBeVisible();
  const picture = page.getByRole('img', { name: 'a paper boat on a dark lake' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(128);
  expect(await page.locator('html').getAttribute('data-moved')).toBeNull();
  expect(await context.cookies()).toEqual([]);
  const slug = new URL(room).pathname.split('/').at(-1) ?? '';
  expect(await page.content()).not.toContain(slug);
  await expect(page.getByRole('link', { name: 'Made with Darkroom' })).toHaveAttribute('href', '/');

  // A second browser of the same kind sees it go.
  await ada.page.getByRole('button', { name: 'Take the link back' }).click();
  await expect(ada.page.getByRole('button', { name: 'Make a link' })).toBeVisible();
  expect((await page.reload())?.status()).toBe(404);
  await expect(page.getByText('Nothing is shared here.')).toBeVisible();
  expect((await request.get(`/api/shares/${link.split('/').at(-1)}/picture.png`)).status()).toBe(404);
  await context.close();
});

test('[SH5] a chat that a link is dropped into finds the picture, without a cookie', async ({
  meet,
  playwright,
  baseURL,
}) => {
  const ada = await meet('Ada "the lamp" <b>');
  await ada.startRoom();
  const prompt = 'a <i>quoted</i> "owl" & its lamp, '.repeat(6).trim();
  await developAndOpen(ada, prompt);
  const link = await makeLink(ada);

  const crawler = await playwright.request.newContext({
    extraHTTPHeaders: { 'user-agent': 'Mozilla/5.0 (X11) Chrome/140' },
  });
  const html = await (await crawler.get(link)).text();
  const head = html.slice(0, html.indexOf('</head>'));
  const meta = metaOf(head);
  const image = meta['og:image'] ?? '';
  expect(meta).toMatchObject({
    'og:site_name': 'Darkroom',
    'og:url': link,
    'og:image:width': '128',
    'og:image:height': '128',
    'og:image:type': 'image/png',
    'twitter:card': 'summary_large_image',
  });
  expect(meta['og:title']).toMatch(/^a &lt;i&gt;quoted&lt;\/i&gt; &quot;owl&quot; &amp; its lamp, .*…$/);
  expect(meta['og:description']).toContain('Ada &quot;the lamp&quot; &lt;b&gt;');
  expect(new URL(image).origin).toBe(new URL(baseURL ?? '').origin);
  expect(head).toContain('<meta name="robots" content="noindex"');
  expect(head).toContain('<meta name="referrer" content="no-referrer"');
  const answer = await crawler.get(image);
  expect(answer.headers()['content-type']).toBe('image/png');
  expect((await answer.body()).subarray(1, 4).toString()).toBe('PNG');
  // Whoever asks cannot make the page point elsewhere.
  const forged = await crawler.get(link, { headers: { 'x-darkroom-origin': 'https://evil.example' } });
  expect(await forged.text()).not.toContain('evil.example');
  await crawler.dispose();
});

test('[SH2] only who made a picture and the hosts can share it', async ({ meet }) => {
  const [ada, bo, cy] = [await meet('Ada'), await meet('Bo'), await meet('Cy')];
  const link = await ada.startRoom();
  await bo.join(link);
  await cy.join(link);
  await developAndOpen(bo, 'an owl in the rain');
  const made = await makeLink(bo);
  await cy.onSheet('an owl in the rain').click();
  await expect(cy.large.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await expect(cy.large.getByRole('button', { name: 'Share', exact: true })).toHaveCount(0);
  await ada.onSheet('an owl in the rain').click();
  await ada.page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(ada.page.getByLabel('Link', { exact: true })).toHaveValue(made);
});

test('[SH1] without scripts, and on a phone, the page is all there', async ({ meet, browser }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await developAndOpen(ada, 'ein sehr langes Wort: Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel');
  const link = await makeLink(ada);
  const { context, page } = await visitor(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Donaudampf');
  await expect(page.getByRole('definition').filter({ hasText: '128 × 128' })).toBeVisible();
  const picture = page.getByRole('img');
  const box = await picture.boundingBox();
  expect(box?.width).toBe(256);
  expect(box?.height).toBe(256);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await context.close();
});
