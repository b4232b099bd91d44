import { fillRoom } from '../support/seeded-room.ts';
import { expect, test } from '../support/test.ts';

const search = 'Search in prompts';

test('search, filters and sort narrow the sheet down, stand in the address, and "back" undoes them', async ({
  meet,
}) => {
  const ada = await meet('Ada');
  const link = await ada.startRoom();
  await fillRoom(ada, 300, 60);
  await ada.page.reload();
  await ada.arrive();
  await expect(ada.pictures.first()).toBeVisible();

  await ada.page.getByRole('searchbox', { name: search }).fill('lighthouse');
  await expect(ada.page).toHaveURL(/q=lighthouse/);
  await expect(ada.sheet.getByRole('status')).toHaveText(/\d+ pictures/);
  for (const text of await ada.pictures.allTextContents()) expect(text).toContain('lighthouse');
  const narrowed = ada.page.url();

  await ada.page.goBack();
  await expect(ada.page).toHaveURL(link);
  await expect(ada.page.getByRole('searchbox', { name: search })).toHaveValue('');
  await expect(ada.sheet.getByRole('status')).toBeEmpty();

  await ada.page.getByRole('searchbox', { name: search }).fill('lighthuose');
  await expect(ada.sheet.getByRole('status')).toContainText('No prompt here has “lighthuose”. Looked for “lighthouse”');
  await ada.page.getByRole('searchbox', { name: search }).fill('qqqzzz');
  await expect(ada.sheet.getByRole('status')).toContainText('Nothing here matches.');
  await expect(ada.pictures).toHaveCount(0);
  await ada.page.getByRole('button', { name: 'Show all pictures' }).click();
  await expect(ada.pictures.first()).toBeVisible();

  await ada.page.getByRole('button', { name: 'Filter' }).click();
  await ada.page.getByLabel('Model').last().selectOption({ index: 2 });
  await expect(ada.page).toHaveURL(/model=/);
  await expect(ada.sheet.getByRole('status')).toHaveText(/\d+ pictures/);
  await ada.page.keyboard.press('Escape');
  await ada.page.getByRole('button', { name: /^Newest first/ }).click();
  await expect(ada.page).toHaveURL(/model=.*sort=oldest/);

  // Whoever has the link sees the same.
  const bo = await meet('Bo');
  await bo.join(narrowed);
  await expect(bo.page.getByRole('searchbox', { name: search })).toHaveValue('lighthouse');
  await expect(bo.sheet.getByRole('status')).toHaveText(/\d+ pictures/);
});

test('[GL6] a picture that is made meanwhile joins a search if it matches', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await fillRoom(ada, 30);
  await ada.page.reload();
  await ada.arrive();
  await ada.choose({ Steps: '2', Width: '64', Height: '64' });
  await ada.page.getByRole('searchbox', { name: search }).fill('zebra');
  await expect(ada.sheet.getByRole('status')).toContainText('Nothing here matches.');
  await ada.submit('a red apple');
  await ada.submit('two zebras');
  await expect(ada.onSheet('two zebras')).toBeVisible({ timeout: 60_000 });
  await expect(ada.onSheet('a red apple')).toHaveCount(0);
  await expect(ada.sheet.getByRole('status')).toContainText('1 picture');
});

test('a link to a picture far down opens it with its neighbours, and nothing is read that lies between', async ({
  meet,
}) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await fillRoom(ada, 1_500, 60);
  const old = await ada.page.request.get(`/api/rooms/${ada.slug}/gallery?sort=oldest&limit=40`);
  const { items } = await old.json();
  const { generation, picture } = items[30];
  let pages = 0;
  ada.page.on('request', (request) => {
    if (request.url().includes('/gallery?')) pages += 1;
  });
  await ada.page.goto(`/r/${ada.slug}?picture=${generation.id}-${picture.index}`);
  await expect(ada.large.getByRole('heading', { name: generation.prompt })).toBeVisible();
  await ada.page.keyboard.press('ArrowLeft');
  await expect(ada.large.getByRole('heading', { name: items[31].generation.prompt })).toBeVisible();
  // Of the 31 pages down to it. The sheet behind reads its first ones, once more where the page came before the room's snapshot.
  expect(pages).toBeLessThanOrEqual(8);
  await ada.page.keyboard.press('Escape');
  await expect(ada.large).toBeHidden();
  await expect(ada.pictures.first()).toBeVisible();
});
