/** A picture of mine is done while nobody looks: the title says how far it is, and a notification, if it was asked for, that it is done. */
import type { Page } from '@playwright/test';
import type { Person } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

type Told = { title: string; body: string | undefined; icon: string | undefined; tag: string | undefined };
declare global {
  interface Window {
    darkroomTold?: { told: Told; notice: Notification }[];
    darkroomAsked?: number;
  }
}

/** Writes down what is told and how often it was asked for leave; the browser's own notification is made all the same. */
async function watchNotices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const told: { told: Told; notice: Notification }[] = [];
    window.darkroomTold = told;
    window.darkroomAsked = 0;
    const ask = Notification.requestPermission.bind(Notification);
    class Watched extends Notification {
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        told.push({ told: { title, body: options.body, icon: options.icon, tag: options.tag }, notice: this });
      }
      static override requestPermission() {
        window.darkroomAsked = (window.darkroomAsked ?? 0) + 1;
        return ask();
      }
    }
    window.Notification = Watched;
  });
}

const toldOn = (page: Page) => page.evaluate(() => (window.darkroomTold ?? []).map(({ told }) => told));

/** As the browser does it when another tab is in front. A headless one shows all its pages at once. */
const setSeen = (page: Page, isSeen: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    isSeen ? 'visible' : 'hidden',
  );

async function turnOn(person: Person): Promise<void> {
  await person.menu.click();
  const item = person.page.getByRole('menuitemcheckbox', { name: 'Tell me when my picture is done' });
  await expect(item).not.toBeChecked();
  await item.click();
  await person.menu.click();
  await expect(item).toBeChecked();
  await person.page.keyboard.press('Escape');
}

test('the title says place and progress of my own picture, and the room’s name again afterwards', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  const name = await ada.page.title();
  await ada.choose({ Steps: '100', Width: '192', Height: '192' });
  const titles: string[] = [];
  await ada.page.exposeFunction('darkroomTitle', (title: string) => titles.push(title));
  await ada.page.evaluate(() => {
    const tell = () => (window as unknown as { darkroomTitle: (title: string) => void }).darkroomTitle(document.title);
    new MutationObserver(tell).observe(document.head, { subtree: true, childList: true, characterData: true });
  });
  await ada.submit('a red apple');
  await expect(ada.page).toHaveTitle(/^\(\d0%\) /);
  await expect(ada.onSheet('a red apple')).toHaveCount(1, { timeout: 60_000 });
  await expect(ada.page).toHaveTitle(name);
  expect(titles.filter((title) => title.startsWith('('))).not.toHaveLength(0);
  for (const title of titles) expect(title).toMatch(new RegExp(`^(\\(\\d?\\d?0%\\) |\\d+\\w\\w in line · )?${name}$`));
  expect(new Set(titles).size, 'not one for each step').toBeLessThanOrEqual(14);
});

test('nobody is asked before they ask for it, and nothing is told before', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.page.context().grantPermissions(['notifications']);
  await watchNotices(ada.page);
  await ada.startRoom();
  await setSeen(ada.page, false);
  await ada.choose({ Steps: '4' });
  await ada.submit('a red apple');
  await expect(ada.onSheet('a red apple')).toBeVisible();
  expect(await ada.page.evaluate(() => window.darkroomAsked)).toBe(0);
  expect(await toldOn(ada.page)).toEqual([]);
});

test('one of several hidden tabs tells that my picture is done, and a click on it opens the picture', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await ada.page.context().grantPermissions(['notifications']);
  await watchNotices(ada.page);
  const link = await ada.startRoom();
  await bo.join(link);
  await turnOn(ada);
  expect(await ada.page.evaluate(() => window.darkroomAsked)).toBe(1);
  const other = await ada.page.context().newPage();
  await watchNotices(other);
  await other.goto(link);
  await expect(other.getByRole('button', { name: 'Develop', exact: true })).toBeEnabled();
  await ada.choose({ Steps: '30' });
  const all = async () => [...(await toldOn(ada.page)), ...(await toldOn(other))];

  // The other tab is in front: whoever looks sees it anyway.
  await setSeen(ada.page, false);
  await ada.submit('an owl');
  await expect(other.locator('[data-picture]')).toHaveCount(1);
  // What the others make is no news of mine.
  await setSeen(other, false);
  await bo.choose({ Steps: '4' });
  await bo.submit('a cat');
  await expect(other.locator('[data-picture]')).toHaveCount(2);
  await ada.submit('a red apple');
  await expect(ada.pictures).toHaveCount(3);
  await expect.poll(async () => (await all()).length).toBe(1);
  const [told] = await all();
  expect(told).toMatchObject({ title: 'Your picture is done', body: 'a red apple' });
  expect(told?.icon).toMatch(/^http.*\/api\/images\/[0-9a-f-]{36}\/0\.webp$/);

  const teller = (await toldOn(ada.page)).length > 0 ? ada.page : other;
  await teller.evaluate(() => window.darkroomTold?.[0]?.notice.dispatchEvent(new Event('click')));
  await expect(teller.getByRole('dialog').getByRole('heading', { name: 'a red apple' })).toBeVisible();
  expect(await all(), 'still one').toHaveLength(1);
});

test('a browser that does not allow it says so, and the choice stays off', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.page.evaluate(() => {
    Notification.requestPermission = async () => 'denied';
  });
  await ada.menu.click();
  const item = ada.page.getByRole('menuitemcheckbox', { name: 'Tell me when my picture is done' });
  await item.click();
  await expect(ada.page.getByText('This browser does not let Darkroom tell you.')).toBeVisible();
  await ada.menu.click();
  await expect(item).not.toBeChecked();
});
