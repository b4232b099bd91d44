import { expect, test } from '../support/test.ts';

test('"?" shows the keys, "p" leads to the prompt, and neither takes a letter from what is typed', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  const sheet = ada.page.getByRole('dialog', { name: 'Keys' });
  await ada.prompt.fill('');
  await ada.prompt.pressSequentially('why? p');
  await ada.expectPrompt('why? p');
  await expect(sheet).toBeHidden();

  await ada.settingsButton.focus();
  await ada.page.keyboard.press('?');
  await expect(sheet).toBeVisible();
  for (const text of ['Develop the prompt', 'To the prompt', 'Show these keys'])
    await expect(sheet).toContainText(text);
  await ada.page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(ada.settingsButton).toBeFocused();

  await ada.page.keyboard.press('p');
  await expect(ada.prompt).toBeFocused();
  await ada.expectPrompt('why? p');
});

test('single keys can be turned off for good, and the sheet is still in the menu', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  const sheet = ada.page.getByRole('dialog', { name: 'Keys' });
  await ada.pick('Keys');
  await sheet.getByRole('switch', { name: 'Single keys work while nothing is typed' }).click();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(sheet).toBeHidden();
  await expect(ada.menu).toBeFocused();
  await ada.page.reload();
  await ada.arrive();
  await ada.settingsButton.focus();
  await ada.page.keyboard.press('?');
  await ada.page.keyboard.press('p');
  await expect(ada.settingsButton).toBeFocused();
  await expect(sheet).toBeHidden();
  await ada.pick('Keys');
  await expect(sheet).toBeVisible();
});
