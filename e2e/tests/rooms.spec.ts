import { expect, test } from '../support/test.ts';

test('[RM1] a link to no room says so, with and without a name, and leads to the first page', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await ada.startRoom();
  for (const person of [ada, bo]) {
    await person.page.goto('/r/AAAAAAAAAAAAAAAAAAAAAA');
    await expect(person.page.getByRole('heading', { name: 'This room does not exist. Check the link.' })).toBeVisible();
    await person.page.getByRole('link', { name: 'To the first page' }).click();
    await expect(person.page.getByRole('button', { name: 'Start a room' })).toBeVisible();
  }
  await bo.page.goto('/nowhere');
  await expect(bo.page.getByRole('heading', { name: 'There is no page here. Check the link.' })).toBeVisible();
});

test('[RM2] a name is given once; the first page lists the rooms that one was in', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  const slug = ada.slug;

  for (const person of [ada, bo]) {
    await person.page.goto('/');
    await expect(person.page.getByLabel('Your name')).toHaveCount(0);
    const rooms = person.page.getByRole('region', { name: 'Your rooms' }).getByRole('link');
    await expect(rooms).toHaveCount(1);
    await expect(rooms).toHaveAttribute('href', `/r/${slug}`);
    await rooms.click();
    await person.arrive();
  }
  await expect(ada.people).toHaveCount(2);
});

test('the host renames the room before everybody’s eyes; a member cannot', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  const rename = { name: 'Rename the room' };
  await expect(bo.page.getByRole('button', rename)).toHaveCount(0);

  await ada.page.getByRole('button', rename).click();
  await ada.page.getByLabel('Room name').fill('Night shift');
  await ada.page.getByLabel('Room name').press('Enter');
  for (const { page } of [ada, bo]) {
    await expect(page.getByRole('heading', { name: 'Night shift' })).toBeVisible();
    await expect(page).toHaveTitle('Night shift');
  }

  await ada.page.getByRole('button', rename).click();
  await ada.page.getByLabel('Room name').fill('Never mind');
  await ada.page.getByLabel('Room name').press('Escape');
  await expect(ada.page.getByRole('heading', { name: 'Night shift' })).toBeVisible();
  await bo.page.goto('/');
  await expect(bo.page.getByRole('region', { name: 'Your rooms' })).toContainText('Night shift');
});
