import { expect, test } from '../support/test.ts';

test('[GN3] the same seed and settings make the same bytes again; a random seed is shown afterwards', async ({
  meet,
}) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.choose({ Steps: '6', Seed: '4242' });
  await ada.submit('a red apple');
  await expect(ada.onSheet('a red apple')).toHaveCount(1);
  await ada.submit('a red apple');
  await expect(ada.onSheet('a red apple')).toHaveCount(2);
  const [second, first] = await ada.gallery();
  expect(first?.picture.seed).toBe(4242);
  expect(second?.picture.sha256).toBe(first?.picture.sha256);

  await ada.settingsButton.click();
  await ada.settings.getByRole('switch', { name: 'Random' }).click();
  await expect(ada.settings.getByLabel('Seed', { exact: true })).toHaveValue('');
  await ada.page.keyboard.press('Escape');
  await ada.submit('a green fish');
  await ada.onSheet('a green fish').click();
  await expect(ada.setting('Seed')).toHaveText(/^\d+$/);
  const [third] = await ada.gallery();
  await expect(ada.setting('Seed')).toHaveText(String(third?.picture.seed));
});

test('[GN1, GN3] every setting reaches the pictures: negative prompt, guidance, free size, count', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.choose({
    'Negative prompt': 'blue',
    Steps: '5',
    'Guidance scale': '7.5',
    Pictures: '2',
    Width: '96',
    Height: '160',
    Seed: '7',
  });
  await ada.submit('an owl');
  await expect(ada.onSheet('an owl')).toHaveCount(2);
  const pictures = (await ada.gallery()).map(({ picture }) => picture);
  expect(pictures.map(({ seed }) => seed).toSorted()).toEqual([7, 8]);
  expect(new Set(pictures.map(({ sha256 }) => sha256)).size).toBe(2);
  await ada.onSheet('an owl').first().click();
  const expected = { Steps: '5', 'Guidance scale': '7.5', Size: '96 × 160', Picture: /of 2$/ };
  for (const [name, value] of Object.entries(expected)) await expect(ada.setting(name)).toHaveText(value);
  await expect(ada.large).toContainText('blue');
});

test('the form starts with the model’s own values, takes a preset, and remembers itself', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  const models = (await (await ada.page.request.get('/api/models')).json()).models;
  const { defaults, sizes } = models[0];
  await ada.settingsButton.click();
  const field = (label: string) => ada.settings.getByLabel(label, { exact: true });
  await expect(field('Steps')).toHaveValue(String(defaults.steps));
  await expect(field('Guidance scale')).toHaveValue(String(defaults.guidanceScale));

  const other = sizes.find((size: { width: number }) => size.width !== defaults.width);
  await ada.settings.getByRole('button', { name: `${other.width} × ${other.height}` }).click();
  await expect(field('Width')).toHaveValue(String(other.width));
  await expect(field('Height')).toHaveValue(String(other.height));
  await field('Negative prompt').fill('frames');
  await field('Steps').fill('9');
  await ada.page.reload();
  await ada.settingsButton.click();
  await expect(field('Steps')).toHaveValue('9');
  await expect(field('Negative prompt')).toHaveValue('frames');
  await expect(field('Width')).toHaveValue(String(other.width));
  await ada.settings.getByRole('button', { name: 'Reset to the model’s values' }).click();
  await expect(field('Steps')).toHaveValue(String(defaults.steps));
});
