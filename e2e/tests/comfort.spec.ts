/** For eyes that need it larger, for who is made sick by movement, for who hears the page. */
import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll } from '../support/accessible.ts';
import { expect, test } from '../support/test.ts';

declare global {
  interface Window {
    darkroomMotion?: string[];
    darkroomHeard?: string[];
  }
}

/** Writes down whatever moves for longer than a blink, frame by frame from the page's first moment. */
const watchMotion = (page: Page) =>
  page.addInitScript(() => {
    const seen = new Set<string>();
    const look = () => {
      for (const animation of document.getAnimations()) {
        const { duration } = animation.effect?.getComputedTiming() ?? {};
        const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
        const name = 'animationName' in animation ? animation.animationName : 'transition';
        if (Number(duration) > 10) seen.add(`${name} ${target?.tagName} ${target?.className}`);
      }
      window.darkroomMotion = [...seen];
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

for (const reducedMotion of ['reduce', 'no-preference'] as const) {
  test(`a picture develops and opens with ${reducedMotion === 'reduce' ? 'nothing' : 'something'} moving (${reducedMotion})`, async ({
    meet,
  }) => {
    const ada = await meet('Ada', { reducedMotion });
    await watchMotion(ada.page);
    await ada.startRoom();
    await ada.choose({ Steps: '40' });
    await ada.submit('a red apple');
    await expect(ada.onSheet('a red apple')).toBeVisible({ timeout: 60_000 });
    await ada.onSheet('a red apple').click();
    await expect(ada.large.getByRole('heading')).toBeVisible();
    await ada.page.keyboard.press('Escape');
    await ada.menu.click();
    await ada.page.keyboard.press('Escape');
    await expect(ada.tray.getByRole('article')).toHaveCount(0);
    const moved = await ada.page.evaluate(() => window.darkroomMotion);
    if (reducedMotion === 'reduce') expect(moved).toEqual([]);
    else expect(moved?.length).toBeGreaterThan(0);
  });
}

test('a screen reader is told the place, the start, the half and the end of a picture, and no step', async ({
  meet,
}) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.choose({ Steps: '100', Width: '192', Height: '192' });
  await ada.page.evaluate(() => {
    const heard: string[] = [];
    window.darkroomHeard = heard;
    const log = document.querySelector('[role=log]');
    if (!log) throw new Error('Nothing is told on this page');
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) heard.push(node.textContent ?? '');
    }).observe(log, { childList: true, subtree: true });
  });
  await ada.submit('a red apple');
  await expect(ada.onSheet('a red apple')).toBeVisible({ timeout: 60_000 });
  const heard = () => ada.page.evaluate(() => window.darkroomHeard ?? []);
  await expect.poll(heard).toContain('Finished: a red apple');
  const all = await heard();
  expect(all).toContain('Developing: a red apple');
  expect((await ada.seen()).steps.length, 'steps that could be seen').toBeGreaterThan(20);
  expect(all.length, all.join('; ')).toBeLessThanOrEqual(4);
  expect(new Set(all).size, 'nothing twice').toBe(all.length);
});

test('at twice the text size and on the smallest page everything is still in reach', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.choose({ Steps: '4' });
  await ada.submit('a red apple');
  await expect(ada.onSheet('a red apple')).toBeVisible();
  for (const [what, width, height, percent] of [
    ['text at 200 %', 1440, 900, 200],
    ['page at 200 %', 720, 450, 100],
    ['page at 400 %', 320, 640, 100],
  ] as const) {
    await ada.page.setViewportSize({ width, height });
    await ada.page.evaluate((size) => {
      document.documentElement.style.fontSize = `${size}%`;
    }, percent);
    await expectNoSidewaysScroll(ada.page, what);
    await expect(ada.developButton, what).toBeInViewport({ ratio: 1 });
    await expect(ada.prompt, what).toBeInViewport({ ratio: 1 });
    await expect(ada.menu, what).toBeInViewport({ ratio: 1 });
    await ada.onSheet('a red apple').click();
    await expect(ada.large.getByRole('button', { name: 'Close' }), what).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(ada.page, `a picture, ${what}`);
    await ada.page.keyboard.press('Escape');
  }
});
