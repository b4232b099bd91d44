import { expect, test } from '../support/test.ts';

const HOSTILE =
  '<img src=x onerror="alert(1)"><script>alert(2)</script> \u202Egnp.exe\u202C \u05E9\u05DC\u05D5\u05DD 🍎👩‍🚀 & "quotes"';

test('[GN8] markup, right-to-left marks and emoji in prompts and names are shown as they were typed', async ({
  meet,
}) => {
  const ada = await meet('<b>Ada</b> \u202Eevil\u202C 🦉');
  const bo = await meet('Bo');
  await bo.join(await ada.startRoom());
  await ada.page.getByRole('button', { name: 'Rename the room' }).click();
  await ada.page.getByLabel('Room name').fill('<i>Room</i> 🎞️');
  await ada.page.getByLabel('Room name').press('Enter');
  await expect(bo.page.getByRole('heading', { name: '<i>Room</i> 🎞️' })).toBeVisible();
  await expect(bo.people.filter({ hasText: '<b>Ada</b>' })).toHaveCount(1);

  await ada.choose({ Steps: '4' });
  await ada.submit(HOSTILE);
  for (const person of [ada, bo]) {
    const cell = person.pictures;
    await expect(cell.getByText(HOSTILE, { exact: true })).toHaveCount(1);
    await cell.click();
    const heading = person.large.getByRole('heading');
    expect(await heading.textContent()).toBe(HOSTILE);
    await expect(person.page.locator('img[src="x"], main script, [role=dialog] script, main b, main i')).toHaveCount(0);
    await expect(heading).toHaveCSS('unicode-bidi', /isolate|plaintext/);
  }
  expect((await bo.gallery())[0]?.generation.prompt).toBe(HOSTILE);
});

test('[AK2] an over-long or empty prompt is refused at the box, kept, and not sent', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  const tooLong = 'apple '.repeat(1667);
  expect(tooLong.length).toBeGreaterThan(10_000);
  await ada.prompt.fill(tooLong);
  await ada.prompt.press('Control+Enter');
  await expect(ada.page.getByRole('alert').filter({ hasText: 'Longer than 10,000 characters.' })).toBeVisible();
  await expect(ada.prompt).toHaveAttribute('aria-invalid', 'true');
  await ada.expectPrompt(tooLong);

  await ada.prompt.fill('   ');
  await ada.developButton.click();
  await expect(ada.page.getByRole('alert').filter({ hasText: 'Write what the picture should show.' })).toBeVisible();
  await expect(ada.tray.getByRole('article')).toHaveCount(0);
  await ada.page.reload();
  await ada.arrive();
  await expect(ada.tray.getByRole('article')).toHaveCount(0);
});

test('[AK2] values out of range are marked at their own fields and nothing is sent', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  const wrong = { Steps: '10000', 'Guidance scale': '99', Pictures: '5', Width: '17', Height: '100000' };
  await ada.choose({ ...wrong, Seed: '9007199254740992' });
  await ada.prompt.fill('a red apple');
  await ada.prompt.press('Control+Enter');

  await expect(ada.settings, 'the form opens by itself').toBeVisible();
  for (const label of [...Object.keys(wrong), 'Seed']) {
    const field = ada.settings.getByLabel(label, { exact: true });
    await expect(field, label).toHaveAttribute('aria-invalid', 'true');
    await expect(field, label).toHaveAccessibleDescription(/from \d+ to \d+|multiple of/i);
  }
  await ada.expectPrompt('a red apple');
  await expect(ada.tray.getByRole('article')).toHaveCount(0);

  for (const steps of ['0', '1.5', 'many']) {
    await ada.settings.getByLabel('Steps', { exact: true }).fill(steps);
    await ada.developButton.click();
    await expect(ada.settings.getByLabel('Steps', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  }
  await ada.page.reload();
  await ada.arrive();
  await expect(ada.tray.getByRole('article')).toHaveCount(0);
});

test('[AK1] what only the server refuses is shown at the box, and the prompt comes back', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  // A control character cannot be typed, but it can be pasted.
  await ada.prompt.fill('a red\u0007 apple');
  await ada.prompt.press('Control+Enter');
  await expect(ada.page.getByRole('alert').filter({ hasText: 'control characters' })).toBeVisible();
  await ada.expectPrompt('a red\u0007 apple');
  await expect(ada.tray.getByRole('article')).toHaveCount(0);
});
