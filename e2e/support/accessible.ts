/** What each page and dialog is held to, whoever looks at it and with whatever. */
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { extendTailwindMerge } from 'tailwind-merge';
import type { FormValues, Person } from './person.ts';

/** WCAG 2.2 to level AA, and what axe knows beyond it of good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const WINDOWS: Record<string, BrowserContextOptions> = {
  wide: { viewport: { width: 1440, height: 900 } },
  narrow: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** Every control takes a thumb where one is used, and a pointer elsewhere (WCAG 2.5.8). */
const LEAST_PX = { thumb: 44, pointer: 24 };

/** The form as a wide page has it, whatever the window; afterwards the window is what it was. */
export async function chooseWide(person: Person, values: FormValues): Promise<void> {
  const before = person.page.viewportSize();
  await person.page.setViewportSize({ width: 1440, height: 900 });
  await person.choose(values);
  if (before) await person.page.setViewportSize(before);
}

/** One dialog may stand upon another. */
export const closeAll = (page: Page) =>
  expect(async () => {
    await page.keyboard.press('Escape');
    await expect(page.locator('[role=dialog], [role=menu]')).toHaveCount(0, { timeout: 500 });
  }).toPass({ timeout: 10_000 });

/** As below, and every control can be hit. */
export async function expectComfortable({ page }: Person, what: string): Promise<void> {
  await expectAccessible(page, what);
  const isTouched = await page.evaluate(() => navigator.maxTouchPoints > 0);
  const least = isTouched ? LEAST_PX.thumb : LEAST_PX.pointer;
  expect.soft(await tooSmallFor(page, least), `smaller than ${least} px: ${what}`).toEqual([]);
}

/** axe finds nothing on the page as it is now, and nothing of it is wider than the window. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes
      // A menu hangs beside its button, at the end of the page: no landmark is meant to hold it, and axe exempts only dialogs.
      .filter(({ target }) => id !== 'region' || !target.join(' ').includes('popper-content-wrapper'))
      .map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
  // Softly: one run tells what is wrong with every state.
  expect.soft(found, `axe: ${what}`).toEqual([]);
  expect
    .soft(await rivalClassesOf(page), `classes that say different things of the same property: ${what}`)
    .toEqual([]);
  await expectNoSidewaysScroll(page, what);
}

/** Drops of several classes for the same property all but the last, with the names of our own theme. */
const withoutRivals = extendTailwindMerge({
  extend: {
    theme: {
      radius: ['control', 'picture'],
      color: ['on-accent', 'safelight', 'ground', 'surface', 'raised', 'line', 'text', 'muted', 'ok', 'warn'],
    },
  },
});

/** Which of two such classes wins is decided by their places in the style sheet, which nobody reads. */
async function rivalClassesOf(page: Page): Promise<string[]> {
  const all = await page.evaluate(() =>
    [...document.querySelectorAll('[class]')].map((element) => element.getAttribute('class') ?? ''),
  );
  return [...new Set(all)].flatMap((classes) => {
    const kept = new Set(withoutRivals(classes).split(' '));
    const lost = classes.split(/\s+/).filter((name) => name && !kept.has(name));
    return lost.length > 0 ? [`${lost.join(' ')} of: ${classes}`] : [];
  });
}

export async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const tooWidePx = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  // After a resize the sheet is laid out anew, a moment later.
  const message = `px wider than the window: ${what}`;
  await expect.configure({ soft: true }).poll(tooWidePx, { message, timeout: 5_000 }).toBeLessThanOrEqual(0);
}

/** What fades in is not yet as bright as it will be. */
const settled = (page: Page) =>
  page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => {})),
    ),
  );

/** Controls of which a finger does not hit a square of `size` px around the middle. Links within a sentence are exempt. */
export async function tooSmallFor(page: Page, size: number): Promise<string[]> {
  await settled(page);
  return page.evaluate((size) => {
    const CONTROLS = 'a[href], button, input, select, textarea, [role=switch], [role=menuitem], [contenteditable=true]';
    const reach = size / 2 - 1;
    const isHit = (control: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (control.contains(hit) || hit.closest('label')?.control === control);
    };
    // A box within its label is pressed anywhere on it.
    const all = [...document.querySelectorAll(CONTROLS)]
      .map((control) => control.closest('label') ?? control)
      .filter((control) => {
        const { width, height } = control.getBoundingClientRect();
        const isLarge = width >= size && height >= size;
        return !isLarge && width > 0 && control.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      });
    return all
      .filter(
        (control) => !control.closest('[aria-hidden=true], [inert]') && getComputedStyle(control).display !== 'inline',
      )
      .filter((control) => {
        control.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { left, top, width, height } = control.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        const points = [
          [x, y - reach],
          [x, y + reach],
          [x - reach, y],
          [x + reach, y],
        ] as const;
        return !points.every(([px, py]) => isHit(control, px, py));
      })
      .map((control) => {
        const { width, height } = control.getBoundingClientRect();
        const name = control.getAttribute('aria-label') ?? control.textContent?.trim().slice(0, 40);
        return `${control.tagName.toLowerCase()} "${name}" ${Math.round(width)}×${Math.round(height)}`;
      });
  }, size);
}
