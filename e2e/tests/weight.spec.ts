/**
 * What a phone has to load before a page can be used: the scripts that the page itself names, as they come over the wire, compressed.
 * Whatever is seldom opened comes afterwards, and is weighed with them once the page has come to rest.
 *
 * React, React DOM and Next's router alone are 138 kB of it. No page begins with more than 180 kB, in no language; where there is less,
 * it is held here, so that it grows no further.
 */
import { Share } from '@darkroom/protocol';
import type { BrowserContext } from '@playwright/test';
import { SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

const KB = 1_000;
const MOST = { firstPage: 165, shared: 165, room: 180, everything: 500 };
const LOCALES = Object.entries({ English: 'en-US', German: 'de-DE', Chinese: 'zh-CN' });

interface Weight {
  first: number;
  everything: number;
  /** The heaviest first; those that came afterwards are marked. */
  files: string;
}

/** Loads a page into an empty cache and waits until nothing comes any more. */
async function weigh(context: BrowserContext, url: string): Promise<Weight> {
  const page = await context.newPage();
  const sizes = new Map<string, Promise<number>>();
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    const size = request.sizes().then(({ responseBodySize }) => responseBodySize);
    sizes.set(new URL(request.url()).pathname, size);
  });
  const answer = await page.goto(url, { waitUntil: 'networkidle' });
  const html = (await answer?.text()) ?? '';
  const entries = await Promise.all([...sizes].map(async ([name, size]) => ({ name, size: await size })));
  const isFirst = ({ name }: { name: string }) => html.includes(name);
  const sum = (of: typeof entries) => of.reduce((total, { size }) => total + size, 0) / KB;
  const files = entries
    .sort((a, b) => b.size - a.size)
    .map((entry) => `${(entry.size / KB).toFixed(1)} kB ${entry.name}${isFirst(entry) ? '' : ' (afterwards)'}`);
  expect(Math.min(...entries.map(({ size }) => size)), 'nothing came from a cache').toBeGreaterThan(0);
  await page.close();
  return { first: sum(entries.filter(isFirst)), everything: sum(entries), files: files.join('\n') };
}

for (const [language, locale] of LOCALES) {
  test(`the first page can be used with at most ${MOST.firstPage} kB of script, in ${language}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ locale });
    const { everything, files } = await weigh(context, '/');
    await context.close();
    console.log(`first page, ${language}: ${everything.toFixed(1)} kB`);
    expect(files.split('\n').length).toBeGreaterThan(3);
    expect(everything, files).toBeLessThanOrEqual(MOST.firstPage);
  });
}

test(`a room can be used with at most ${MOST.room} kB of script, in every language`, async ({ meet, browser }) => {
  const ada = await meet('Ada');
  const link = await ada.startRoom();
  const storageState = await ada.page.context().storageState();
  for (const [language, locale] of LOCALES) {
    const again = await browser.newContext({ storageState, locale });
    const { first, everything, files } = await weigh(again, link);
    await again.close();
    console.log(`room, ${language}: ${first.toFixed(1)} kB at first, ${everything.toFixed(1)} kB in the end\n${files}`);
    expect(files.split('\n').length).toBeGreaterThan(5);
    expect.soft(first, files).toBeLessThanOrEqual(MOST.room);
    expect.soft(everything, files).toBeLessThanOrEqual(MOST.everything);
  }
});

test(`a shared picture is shown with at most ${MOST.shared} kB of script`, async ({ meet, browser }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.choose(SHORT);
  await ada.submit('a red teapot');
  await expect(ada.onSheet('a red teapot')).toBeVisible();
  const [item] = await ada.gallery();
  const answer = await ada.page.request.put(`/api/images/${item?.generation.id}/0/share`);
  const { slug } = Share.parse(await answer.json());
  const context = await browser.newContext({ locale: 'de-DE' });
  const { everything, files } = await weigh(context, `/s/${slug}`);
  await context.close();
  console.log(`shared picture: ${everything.toFixed(1)} kB`);
  expect(everything, files).toBeLessThanOrEqual(MOST.shared);
});

test('every script comes compressed', async ({ request }) => {
  const html = await (await request.get('/')).text();
  const scripts = [...new Set(html.match(/\/_next\/static\/[^"'\\ ]+\.js/g) ?? [])];
  expect(scripts.length).toBeGreaterThan(3);
  for (const script of scripts) {
    const answer = await request.get(script, { headers: { 'accept-encoding': 'gzip' } });
    const { length } = await answer.body();
    if (length > 2_000) expect(answer.headers()['content-encoding'], script).toBe('gzip');
  }
});
