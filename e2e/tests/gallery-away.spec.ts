import type { Person } from '../support/person.ts';
import { fillRoom } from '../support/seeded-room.ts';
import { expect, test } from '../support/test.ts';

const PICTURES = 120;

/** The sheet as it stands in the page: each picture, its place, and the signs on it. */
const sheetOf = ({ pictures }: Person): Promise<unknown[]> =>
  pictures.evaluateAll((all) =>
    (all as HTMLElement[]).map((cell) => ({
      key: cell.dataset.picture,
      prompt: cell.ariaLabel,
      place: cell.style.transform,
      signs: Array.from(cell.querySelectorAll('[title]'), (sign) => sign.getAttribute('title')),
    })),
  );

test('[RC6, DC6] pages far behind the first one show after a time away what they show to who stayed', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  const link = await ada.startRoom();
  await fillRoom(ada, PICTURES, 0);
  await ada.page.reload();
  await ada.arrive();
  await bo.join(link);
  // A window so high that all rows are in the page.
  for (const { page } of [ada, bo]) await page.setViewportSize({ width: 1440, height: 4_000 });
  for (const { pictures } of [ada, bo]) await expect(pictures).toHaveCount(PICTURES);
  const keys = await bo.pictures.evaluateAll((all) => all.map((cell) => cell.getAttribute('data-picture') ?? ''));

  await bo.page.context().setOffline(true);
  await expect(bo.notConnected).toBeVisible();
  const open = (n: number) => ada.sheet.locator(`[data-picture="${keys[n]}"]`).click();
  for (const [n, mark] of [
    [60, 'Heart'],
    [75, 'Pin'],
    [110, 'Wow'],
  ] as const) {
    await open(n);
    await ada.large.getByRole('button', { name: mark }).click();
    await expect(ada.large.getByRole('button', { name: mark })).toHaveAttribute('aria-pressed', 'true');
    await ada.page.keyboard.press('Escape');
    await expect(ada.large).toBeHidden();
  }
  for (const n of [10, 70, 100]) {
    await open(n);
    await ada.large.getByRole('button', { name: 'Delete', exact: true }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).last().click();
    await expect(ada.sheet.locator(`[data-picture="${keys[n]}"]`)).toHaveCount(0);
  }
  await expect(ada.large).toBeHidden();
  await expect(bo.pictures).toHaveCount(PICTURES);

  await bo.page.context().setOffline(false);
  await expect(bo.notConnected).toBeHidden();
  const stayed = await sheetOf(ada);
  expect(stayed).toHaveLength(PICTURES - 3);
  await expect.poll(() => sheetOf(bo)).toEqual(stayed);
});
