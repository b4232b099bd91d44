import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const THUMB_PX = 44;

/** Nothing reaches beyond the screen's edge. */
async function expectNoSideways(page: Page): Promise<void> {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], 'the page is as wide as the screen').toBe(widths[1]);
}

/** Controls that a thumb would miss: by what really takes the touch around their middle, not by their boxes alone. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const visible = [...document.querySelectorAll<HTMLElement>('button, a, input, textarea, select, [role=switch]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => !element.closest('[aria-hidden=true]') || element.tabIndex === -1)
      .filter((element) => !element.hasAttribute('disabled') && !element.closest('.sr-only'));
    const misses: string[] = [];
    for (const element of visible) {
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const box = element.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const reach = least / 2 - 1;
      const points = [
        [x - reach, y],
        [x + reach, y],
        [x, y - reach],
        [x, y + reach],
      ] as const;
      const isHit = ([px, py]: readonly [number, number]) => {
        const hit = document.elementFromPoint(px, py);
        return hit !== null && (element.contains(hit) || hit.closest('label')?.control === element);
      };
      const name = element.ariaLabel ?? element.textContent ?? element.tagName;
      if (!points.every(isHit)) misses.push(`${element.tagName} "${name.trim()}" ${box.width}×${box.height}`);
    }
    return misses;
  }, THUMB_PX);

test('on a phone everything fits the screen and every target takes a thumb', async ({ meet }) => {
  const ada = await meet('Ada', PHONE);
  await ada.page.goto('/');
  await expect(ada.page.getByLabel('Your name')).toBeVisible();
  await expectNoSideways(ada.page);
  expect(await tooSmall(ada.page), 'first page').toEqual([]);

  await ada.startRoom();
  await expect(ada.page.getByRole('button', { name: 'copy the room’s link' })).toBeVisible();
  await expectNoSideways(ada.page);
  expect(await tooSmall(ada.page), 'empty room').toEqual([]);

  await ada.prompt.fill(
    `${'a very long prompt that goes on '.repeat(6)}Donaudampfschifffahrtsgesellschaftskapitänsmütze`,
  );
  await ada.developButton.tap();
  await expect(ada.pictures).toHaveCount(1);
  await expect(ada.tray.getByRole('article')).toHaveCount(0);
  await expectNoSideways(ada.page);
  expect(await tooSmall(ada.page), 'room').toEqual([]);

  await ada.pictures.tap();
  await expect(ada.large.getByRole('button', { name: 'Use these settings' })).toBeVisible();
  await expectNoSideways(ada.page);
  expect(await tooSmall(ada.page), 'picture').toEqual([]);
});

test('on a phone the dock is always in reach and the settings take the whole screen', async ({ meet }) => {
  const ada = await meet('Ada', PHONE);
  await ada.startRoom();
  for (const control of [ada.prompt, ada.developButton, ada.settingsButton]) await expect(control).toBeInViewport();
  await ada.page.mouse.wheel(0, 2000);
  for (const control of [ada.prompt, ada.developButton, ada.settingsButton]) await expect(control).toBeInViewport();

  await ada.settingsButton.tap();
  const sheet = ada.page.getByRole('dialog', { name: 'Settings' });
  await expect(sheet).toBeVisible();
  await expect.poll(() => sheet.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await expectNoSideways(ada.page);
  expect(await tooSmall(ada.page), 'settings').toEqual([]);
  await sheet.getByRole('button', { name: 'Done' }).tap();
  await expect(sheet).toBeHidden();
  await expect(ada.prompt).toBeInViewport();
});
