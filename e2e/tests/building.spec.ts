/// <reference path="../../server/src/storage/png-chunks.d.ts" />
import { addPngText } from '../../server/src/storage/png-text.ts';
import { photoSaying } from '../../server/test/support/photo.ts';
import { APPLE, drop, pick } from '../support/bring.ts';
import { type Person, SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

const openPicture = (person: Person, prompt: string) => person.onSheet(prompt).first().click();
const origin = (person: Person, name: 'Starts from this picture' | 'Goes back to this picture') =>
  person.page.getByRole('group', { name });
const row = (person: Person, name: 'Made from' | 'Made from it') =>
  person.large.getByRole('region', { name, exact: true });

test('[BD1, BD9] one remixes the other’s picture, varies it, and everybody sees what came from what', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await ada.choose(SHORT);
  await ada.submit('a red apple');
  await openPicture(bo, 'a red apple');
  await bo.large.getByRole('button', { name: 'Use these settings' }).click();
  await expect(origin(bo, 'Goes back to this picture')).toBeVisible();
  await bo.submit('a green apple');
  await expect(origin(bo, 'Goes back to this picture')).toBeHidden();

  await openPicture(ada, 'a green apple');
  await row(ada, 'Made from').getByRole('button', { name: 'a red apple' }).click();
  await expect(ada.large.getByRole('heading', { name: 'a red apple' })).toBeVisible();
  await expect(row(ada, 'Made from it').getByRole('button', { name: 'a green apple' })).toBeVisible();

  await ada.large.getByRole('button', { name: 'Variation' }).click();
  await expect(ada.page.getByText('A variation is in line.')).toBeVisible();
  // It comes while the picture is open, into the row as well.
  await expect(row(ada, 'Made from it').getByRole('button')).toHaveCount(2);
  const [newest] = await ada.gallery();
  expect(newest?.generation.prompt).toBe('a red apple');

  await ada.large.getByRole('button', { name: 'Lineage' }).click();
  const tree = ada.page.getByRole('dialog', { name: 'Who made what from what' });
  await expect(tree.getByRole('article')).toHaveCount(3);
  const green = tree.getByRole('article').filter({ hasText: 'Bo' });
  await expect(green.locator('del').first()).toHaveText('red');
  await expect(green.locator('ins')).toHaveText('green');
  await expect(tree.getByText('another seed')).toBeVisible();
  await green.getByRole('button', { name: 'a green apple' }).click();
  await expect(tree).toBeHidden();
  await expect(ada.large.getByRole('heading', { name: 'a green apple' })).toBeVisible();

  // What it came from is the first to compare it with.
  await ada.large.getByRole('button', { name: 'Compare with…' }).click();
  await row(ada, 'Made from').getByRole('button', { name: 'a red apple' }).click();
  await expect(ada.large.getByRole('slider')).toBeVisible();
  await expect(ada.large.locator('tr[data-same=false] th').first()).toHaveText('Prompt');
});

test('[BD3] a picture begins from another, as far from it as one says', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await ada.submit('a red apple');
  await openPicture(bo, 'a red apple');
  await bo.large.getByRole('button', { name: 'Make from this' }).click();
  const strength = origin(bo, 'Starts from this picture').getByRole('slider', { name: 'Strength' });
  await expect(strength).toHaveValue('0.6');
  await strength.fill('0.2');
  await expect(origin(bo, 'Starts from this picture')).toContainText('20% a little');
  // It is kept over a reload, as the prompt is.
  await bo.page.reload();
  await expect(strength).toHaveValue('0.2');
  await bo.submit('a panda');
  await openPicture(ada, 'a panda');
  await expect(ada.setting('Strength')).toHaveText('20%');
  await expect(row(ada, 'Made from').getByRole('button', { name: 'a red apple' })).toBeVisible();
});

test('[BD5, BD7] a picture is brought and begun from; what is none is refused with the reason', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await pick(bo, 'notes.png', Buffer.from('not a picture'));
  await expect(bo.page.getByText('Only PNG, JPEG and WebP pictures can be brought here.')).toBeVisible();
  await pick(bo, 'half.png', APPLE.subarray(0, APPLE.length / 2));
  await expect(bo.page.getByText('The file is damaged, and cannot be read to its end.')).toBeVisible();
  await pick(bo, 'large.png', Buffer.alloc(10 * 1024 * 1024 + 1));
  await expect(bo.page.getByText('The file is larger than 10 MB.')).toBeVisible();
  await expect(origin(bo, 'Starts from this picture')).toBeHidden();

  await pick(bo, 'apple.png', APPLE);
  const panel = origin(bo, 'Starts from this picture');
  await expect(panel).toBeVisible();
  const loaded = () => panel.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(loaded).toBeGreaterThan(0);
  await panel.getByRole('button', { name: 'Start from nothing' }).click();
  await expect(panel).toBeHidden();
  await pick(bo, 'apple.png', APPLE);
  await expect(panel).toBeVisible();
  await bo.submit('a green apple');

  await openPicture(ada, 'a green apple');
  const link = row(ada, 'Made from').getByRole('link', { name: 'A picture that was brought' });
  const answer = await ada.page.request.get((await link.getAttribute('href')) ?? '');
  expect(answer.headers()['content-type']).toBe('image/png');
});

test('[BD10] a picture that says how it was made, here or by another tool, gives its settings', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.choose({ Steps: '7', Width: '96', Height: '128' });
  await ada.submit('a red apple');
  const [item] = await (async () => {
    await expect(ada.onSheet('a red apple')).toBeVisible();
    return ada.gallery();
  })();
  const key = (await ada.onSheet('a red apple').getAttribute('data-picture')) ?? '';
  const made = await ada.page.request.get(`/api/images/${key.slice(0, 36)}/0.png`);
  await ada.choose({ Steps: '20', Width: '128' });

  await drop(ada, 'made-here.png', await made.body());
  const dialog = ada.page.getByRole('dialog', { name: 'This picture tells how it was made' });
  await expect(dialog).toContainText('a red apple');
  await dialog.getByRole('button', { name: 'Use its settings' }).click();
  await ada.expectPrompt('a red apple');
  await expect(ada.settingsButton).toContainText('7 steps · 96×128');
  await expect(ada.settingsButton).toContainText(`seed ${String(item?.picture.seed).slice(0, 6)}`);

  const parameters =
    'a castle at night\nNegative prompt: people\nSteps: 28, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x768, Model: dream';
  await drop(ada, 'elsewhere.png', addPngText(APPLE, { parameters }));
  await dialog.getByRole('button', { name: 'Use its settings' }).click();
  await expect(ada.page.getByText('It was made with dream, which is not here.', { exact: false })).toBeVisible();
  await ada.expectPrompt('a castle at night');
  await expect(ada.settingsButton).toContainText('28 steps · 128×192');

  await ada.prompt.fill('');
  await pick(ada, 'elsewhere.jpg', await photoSaying(APPLE, parameters), 'image/jpeg');
  await dialog.getByRole('button', { name: 'Use its settings' }).click();
  await ada.expectPrompt('a castle at night');

  await drop(ada, 'elsewhere.png', addPngText(APPLE, { parameters }));
  await dialog.getByRole('button', { name: 'Start from this picture' }).click();
  await expect(origin(ada, 'Starts from this picture')).toBeVisible();
});
