import { expect, test } from '../support/test.ts';

test('[RM6] a guest is asked before signing out; then nothing of them is left, in any tab of the browser', async ({
  meet,
}) => {
  const ada = await meet('Ada');
  const link = await ada.startRoom();
  await ada.prompt.fill('typed and not sent');
  await ada.privateSwitch.click();
  await ada.prompt.fill('for myself alone');
  const other = await ada.page.context().newPage();
  await other.goto(link);
  await expect(other.getByRole('button', { name: 'You: Ada' })).toBeVisible();
  await ada.page.bringToFront();

  await ada.pick('Sign out');
  const question = ada.page.getByRole('dialog', { name: 'Sign out?' });
  await expect(question).toContainText('you could not come back as who you are now');
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(question).toBeHidden();
  await ada.expectPrompt('for myself alone');

  await ada.pick('Sign out');
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect(ada.page).toHaveURL(/\/$/);
  await expect(ada.page.getByRole('textbox', { name: 'Your name' })).toHaveValue('');
  await expect(ada.page.getByRole('region', { name: 'Your rooms' })).toHaveCount(0);
  expect(await ada.stored()).toEqual([]);
  await expect(other.getByRole('heading', { name: 'You are invited' })).toBeVisible();
  expect(await other.evaluate(() => Object.keys(localStorage))).toEqual([]);

  // What was written into the room's own text is the room's.
  await ada.join(link);
  await ada.expectPrompt('typed and not sent');
  await ada.privateSwitch.click();
  await ada.expectPrompt('');
});

test('one’s menu works by keys alone', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.menu.focus();
  await ada.page.keyboard.press('Enter');
  await expect(ada.page.getByRole('menuitem', { name: 'Change your name' })).toBeFocused();
  await ada.page.keyboard.press('End');
  await expect(ada.page.getByRole('menuitem', { name: 'Sign out everywhere' })).toBeFocused();
  await ada.page.keyboard.press('Escape');
  await expect(ada.menu).toBeFocused();
  await ada.page.keyboard.press('ArrowDown');
  await ada.page.keyboard.press('Enter');
  await expect(ada.page.getByRole('textbox', { name: 'Your name' })).toBeFocused();
  await ada.page.keyboard.press('Escape');
  await expect(ada.page.getByRole('dialog')).toBeHidden();
  await expect(ada.menu).toBeFocused();
});

test('[RM10] another name is seen at once by everybody in the room', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await bo.pick('Change your name');
  await bo.page.getByRole('textbox', { name: 'Your name' }).fill('Bo Lindqvist');
  await bo.page.getByRole('button', { name: 'Keep' }).click();
  await expect(bo.menu).toHaveAccessibleName('You: Bo Lindqvist');
  for (const { people } of [ada, bo]) await expect(people.filter({ hasText: 'Bo Lindqvist' })).toHaveCount(1);
});
