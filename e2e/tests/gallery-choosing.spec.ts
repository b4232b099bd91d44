import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { fillRoom } from '../support/seeded-room.ts';
import { expect, test } from '../support/test.ts';

test('arrow keys, Home and End walk the sheet, and the focus outlives what scrolling takes out of the page', async ({
  meet,
}) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await fillRoom(ada, 400, 60);
  await ada.page.reload();
  await ada.arrive();
  const { keyboard } = ada.page;
  const focused = () => ada.page.evaluate(() => document.activeElement?.getAttribute('data-picture') ?? null);
  const placeOf = () => ada.page.evaluate(() => document.activeElement?.getBoundingClientRect().toJSON());
  const keys: string[] = await ada.pictures.evaluateAll((all) =>
    all.map((cell) => cell.getAttribute('data-picture') ?? ''),
  );

  await expect(ada.sheet.locator('[data-picture][tabindex="0"]')).toHaveCount(1);
  await ada.pictures.first().focus();
  await keyboard.press('ArrowRight');
  await expect.poll(focused).toBe(keys[1]);
  const first = await placeOf();
  await keyboard.press('ArrowDown');
  await expect.poll(focused).not.toBe(keys[1]);
  const below = await placeOf();
  expect(below?.top).toBeGreaterThan(first?.top ?? 0);
  expect(below?.left).toBeLessThan(first?.right ?? 0);
  await keyboard.press('ArrowUp');
  await expect.poll(focused).toBe(keys[1]);

  await keyboard.press('End');
  await expect.poll(focused).not.toBe(keys[1]);
  const end = await focused();
  await expect.poll(() => ada.page.evaluate(() => scrollY)).toBeGreaterThan(200);
  await ada.page.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => ada.page.evaluate(() => scrollY)).toBe(0);
  expect(await focused(), 'the focus is where it was').toBe(end);
  await keyboard.press('Home');
  await expect.poll(focused).toBe(keys[0]);
  await keyboard.press('Enter');
  await expect(ada.large).toBeVisible();
  await keyboard.press('Escape');
  await expect.poll(focused).toBe(keys[0]);
});

test('[GL7] chosen pictures come as a zip, byte for byte, are pinned, and one’s own are deleted', async ({
  meet,
}, info) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await fillRoom(ada, 40);
  await ada.page.reload();
  await ada.arrive();
  await expect(ada.pictures.nth(9)).toBeVisible();
  const keys: string[] = await ada.pictures.evaluateAll((all) =>
    all.map((cell) => cell.getAttribute('data-picture') ?? ''),
  );
  const cell = (n: number) => ada.sheet.locator(`[data-picture="${keys[n]}"]`);
  const bar = ada.page.getByRole('toolbar', { name: 'Chosen pictures' });

  await ada.page.getByRole('button', { name: 'Select', exact: true }).click();
  await cell(2).click();
  await cell(5).click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('4 selected');
  await cell(3).click();
  await expect(bar).toContainText('3 selected');
  await expect(cell(3)).toHaveAttribute('aria-pressed', 'false');

  const coming = ada.page.waitForEvent('download');
  await bar.getByRole('button', { name: 'Download' }).click();
  const download = await coming;
  const [file, folder] = [info.outputPath('it.zip'), info.outputPath('out')];
  await download.saveAs(file);
  execFileSync('python3', ['-m', 'zipfile', '-e', file, folder]);
  const shas = fs.readdirSync(folder).map((name) => shaOf(fs.readFileSync(`${folder}/${name}`)));
  const originals = await Promise.all(
    [2, 4, 5].map(async (n) => {
      const image = await ada.page.request.get(`/api/images/${keys[n]?.slice(0, 36)}/0.png`);
      return shaOf(await image.body());
    }),
  );
  expect(shas.toSorted()).toEqual(originals.toSorted());

  await bar.getByRole('button', { name: 'Pin' }).click();
  await expect(cell(2).locator('[data-mark="pinned"]')).toBeVisible();
  await expect(ada.page.getByText('3 pictures pinned.')).toBeVisible();

  await bar.getByRole('button', { name: 'Delete' }).click();
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(cell(2)).toHaveCount(0);
  await expect(cell(3)).toBeVisible();
  await expect(bar).toBeHidden();

  // A guest of the room may delete none of these.
  const bo = await meet('Bo');
  await bo.join(ada.page.url());
  await bo.page.getByRole('button', { name: 'Select', exact: true }).click();
  await bo.pictures.first().click();
  await bo.page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await expect(bo.page.getByRole('dialog')).toContainText('None of these is yours to delete.');
  await bo.page.keyboard.press('Escape');
  await expect(bo.page.getByRole('dialog')).toBeHidden();
  await bo.page.keyboard.press('Escape');
  await expect(bo.page.getByRole('toolbar')).toBeHidden();
});

const shaOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
