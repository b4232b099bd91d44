/** Whose room it is: roles, invites, the lock, and what a host takes away, before the eyes of the others. */
import type { Locator } from '@playwright/test';
import type { Person } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

const openPeople = async ({ page }: Person): Promise<Locator> => {
  await page.getByRole('button', { name: 'People and invites' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem').first()).toBeVisible();
  return dialog;
};

async function make(host: Person, name: string, item: string): Promise<void> {
  const dialog = await openPeople(host);
  await dialog.getByRole('button', { name: `Role of ${name}` }).click();
  await host.page.getByRole('menuitem', { name: item }).click();
  await host.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** A name at the door, whatever is behind it. */
async function knock({ page, name }: Person, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
}

test('[RL1, RL2] who is made a viewer looks on at once, and writes again when they are a member', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await bo.submit('a red apple');
  await expect(bo.onSheet('a red apple')).toBeVisible();
  await make(ada, 'Bo', 'Only let look');
  await expect(bo.page.getByText('You are looking on.')).toBeVisible();
  await expect(bo.prompt).toBeHidden();
  await bo.onSheet('a red apple').click();
  await expect(bo.large.getByRole('heading', { name: 'a red apple' })).toBeVisible();
  for (const name of ['Delete', 'Use these settings']) {
    await expect(bo.large.getByRole('button', { name })).toHaveCount(0);
  }
  await bo.page.keyboard.press('Escape');
  await make(ada, 'Bo', 'Make member');
  await expect(bo.developButton).toBeEnabled();
  await make(ada, 'Bo', 'Make host');
  await expect(bo.page.getByRole('button', { name: 'Rename the room' })).toBeVisible();
});

test('[RL3] who is removed is told so, stays out, and comes back when the host lets them', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  const dialog = await openPeople(ada);
  await dialog.getByRole('button', { name: 'Role of Bo' }).click();
  await ada.page.getByRole('menuitem', { name: 'Remove…' }).click();
  await expect(dialog.getByText('under another name they could still come by its link')).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  const removed = bo.page.getByRole('heading', { name: 'Removed by the host' });
  await expect(removed).toBeVisible();
  await bo.page.reload();
  await expect(removed).toBeVisible();
  await expect(bo.page.getByRole('link', { name: 'To the first page' })).toBeVisible();

  await dialog.getByRole('region', { name: 'Removed' }).getByRole('button', { name: 'Let in again' }).click();
  await expect(dialog.getByRole('region', { name: 'Removed' })).toBeHidden();
  await bo.page.reload();
  await bo.arrive();
  await ada.page.keyboard.press('Escape');
  await expect(ada.people).toHaveCount(2);
});

test('[RL4, RL5] a locked room lets in by invites alone, in the role that they give, until they are revoked', async ({
  meet,
}) => {
  const [ada, bo, cy] = [await meet('Ada'), await meet('Bo'), await meet('Cy')];
  const link = await ada.startRoom();
  const dialog = await openPeople(ada);
  await dialog.getByRole('switch', { name: 'Lock the room' }).click();
  await dialog.getByLabel('As', { exact: true }).selectOption('Can look');
  await dialog.getByLabel('Holds for').selectOption('an hour');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const invite = await dialog.getByLabel('Copy this invite').inputValue();
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe(invite);

  await knock(bo, link);
  await expect(bo.page.getByRole('heading', { name: 'This room is locked' })).toBeVisible();
  await bo.page.goto(invite);
  await expect(bo.page.getByText('You are looking on.')).toBeVisible();
  // The address can be passed on: the invite is not in it any more.
  expect(bo.page.url()).toBe(link);
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Bo' })).toContainText('Can look');

  await dialog.getByRole('button', { name: /^Revoke the invite: Can look/ }).click();
  await expect(dialog.getByRole('button', { name: /^Revoke/ })).toHaveCount(0);
  await knock(cy, invite);
  await expect(cy.page.getByRole('heading', { name: 'This invite does not hold any more' })).toBeVisible();
  await ada.page.keyboard.press('Escape');
  await expect(ada.page.getByRole('img', { name: 'Locked: only invites let in' })).toBeVisible();
});

test('[RL6] a picture that is deleted is gone for everybody, also for who looks at it', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await bo.submit('a red apple');
  await ada.onSheet('a red apple').click();
  await bo.onSheet('a red apple').click();
  await bo.large.getByRole('button', { name: 'Delete' }).click();
  const question = bo.page.getByRole('dialog', { name: 'Delete this picture?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(bo.large.getByRole('heading', { name: 'a red apple' })).toBeVisible();
  await bo.large.getByRole('button', { name: 'Delete' }).click();
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(bo.large).toHaveCount(0);
  await expect(bo.pictures).toHaveCount(0);
  await expect(ada.large.getByText('This picture was deleted.')).toBeVisible();
  await ada.page.keyboard.press('Escape');
  await expect(ada.pictures).toHaveCount(0);
});

test('[RL7] a room is deleted by its name, and says so to everybody in it', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  const name = (await ada.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const dialog = await openPeople(ada);
  await dialog.getByRole('button', { name: 'Delete the room…' }).click();
  const forGood = dialog.getByRole('button', { name: 'Delete for good' });
  await dialog.getByRole('textbox').fill('something else');
  await expect(forGood).toBeDisabled();
  await dialog.getByRole('textbox').fill(name);
  await forGood.click();
  for (const { page } of [ada, bo]) {
    await expect(page.getByRole('heading', { name: 'This room was deleted' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'This room does not exist. Check the link.' })).toBeVisible();
  }
  await ada.page.getByRole('link', { name: 'To the first page' }).click();
  await expect(ada.page.getByRole('button', { name: 'Start a room' })).toBeVisible();
  await expect(ada.page.getByRole('region', { name: 'Your rooms' })).toHaveCount(0);
});
