import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { LONG } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

test('[RM1, RM4] whoever has the link joins, and both see who is here', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await ada.startRoom();
  await ada.page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(ada.page.getByText('The link is copied. Whoever has it can join.')).toBeVisible();
  const link = await ada.page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/r\/[A-Za-z0-9_-]{22}$/);

  await bo.join(link);
  for (const person of [ada, bo]) {
    await expect(person.people).toHaveCount(2);
    await expect(person.people.filter({ hasText: 'Ada' })).toContainText('host');
    await expect(person.people.filter({ hasText: 'Bo' })).toHaveCount(1);
  }

  await bo.page.context().close();
  await expect(ada.people).toHaveCount(1);
});

test('[GN1, RC4] everyone watches a prompt develop step by step and finds its picture, without a reload', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await ada.choose({ Steps: '100', Width: '192', Height: '192' });
  await ada.submit('a red apple');

  for (const person of [ada, bo]) {
    await expect(person.onSheet('a red apple')).toBeVisible({ timeout: 60_000 });
    const { steps, previews } = await person.seen();
    expect(previews.length, 'a preview that changes').toBeGreaterThanOrEqual(3);
    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect(steps.map(({ step }) => step)).toEqual(steps.map(({ step }) => step).toSorted((a, b) => a - b));
    expect(new Set(steps.map(({ steps: all }) => all))).toEqual(new Set([100]));
    await expect(person.inTray('a red apple'), 'the tray lets go of it').toBeHidden();
  }
});

test('[PC2, GN3] the large picture tells all that made it, downloads as stored, and gives its settings back', async ({
  meet,
}, info) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await ada.choose({ 'Negative prompt': 'leaves', Steps: '7', 'Guidance scale': '5.5', Width: '128', Height: '160' });
  await ada.submit('two cats on a blue background');
  await bo.onSheet('two cats on a blue background').click();

  await expect(bo.large.getByRole('heading', { name: 'two cats on a blue background' })).toBeVisible();
  await expect(bo.large).toContainText('Ada');
  await expect(bo.large).toContainText('leaves');
  const [item] = await bo.gallery();
  const expected = { Steps: '7', 'Guidance scale': '5.5', Size: '128 × 160', Seed: String(item?.picture.seed) };
  for (const [name, value] of Object.entries(expected)) await expect(bo.setting(name)).toHaveText(value);

  const downloading = bo.page.waitForEvent('download');
  await bo.large.getByRole('link', { name: 'Download original' }).click();
  const file = info.outputPath('original.png');
  await (await downloading).saveAs(file);
  expect(createHash('sha256').update(fs.readFileSync(file)).digest('hex')).toBe(item?.picture.sha256);

  await bo.large.getByRole('button', { name: 'Use these settings' }).click();
  await expect(bo.large).toBeHidden();
  await bo.expectPrompt('two cats on a blue background');
  await expect(bo.prompt).toBeFocused();
  await bo.settingsButton.click();
  const form = { 'Negative prompt': 'leaves', Steps: '7', 'Guidance scale': '5.5', Width: '128', Height: '160' };
  for (const [label, value] of Object.entries({ ...form, Seed: String(item?.picture.seed) }))
    await expect(bo.settings.getByLabel(label, { exact: true })).toHaveValue(value);
});

test('[RC1, RC4] whoever reloads or comes late sees the step and the preview of now', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  const link = await ada.startRoom();
  await ada.choose(LONG);
  await ada.submit('an owl on a purple background');
  const firstPicture = async () => (await ada.seen()).steps.at(-1)?.step ?? 0;
  await expect.poll(firstPicture, { intervals: [50] }).toBeGreaterThanOrEqual(20);
  const before = await firstPicture();

  await ada.page.reload();
  await bo.join(link);
  for (const person of [ada, bo]) {
    const card = person.inTray('an owl on a purple background');
    await expect(card.locator('img[src^="blob:"]').first()).toBeVisible();
    await expect(card).toContainText(/step \d+ of 100/);
    await expect(card).toContainText(/picture \d of 4/);
    const [first] = (await person.seen()).steps;
    const isLaterPicture = (await card.getByText(/picture [234] of 4/).count()) > 0;
    if (!isLaterPicture) expect(first?.step, 'no step before those already made').toBeGreaterThanOrEqual(before);
  }
  await bo.page.reload();
  await expect(bo.inTray('an owl on a purple background')).toBeVisible();
  await ada.inTray('an owl on a purple background').getByRole('button', { name: 'Cancel' }).click();
  await expect(bo.inTray('an owl on a purple background')).toBeHidden();
});
