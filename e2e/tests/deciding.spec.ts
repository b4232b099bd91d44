import { LONG, type Person } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

const reaction = ({ large }: Person, name: string | RegExp) => large.getByRole('button', { name });

async function makeOne(person: Person, prompt: string): Promise<void> {
  await person.submit(prompt);
  await expect(person.onSheet(prompt)).toBeVisible();
}

test('[DC1, DC3, DC4] reactions and pins are seen by everybody at once, favourites by oneself alone, and all outlive a reload', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await makeOne(ada, 'a red apple');
  for (const person of [ada, bo]) await person.onSheet('a red apple').click();

  await reaction(ada, 'Heart').click();
  await expect(reaction(ada, 'Heart, 1')).toHaveAttribute('aria-pressed', 'true');
  await expect(reaction(bo, 'Heart, 1')).toHaveAttribute('aria-pressed', 'false');
  await reaction(bo, 'Heart, 1').click();
  for (const person of [ada, bo]) await expect(reaction(person, 'Heart, 2')).toHaveAttribute('aria-pressed', 'true');
  // Pressing a button closes what it tells; it is told again to who comes back.
  await bo.page.mouse.move(0, 0);
  await reaction(bo, 'Heart, 2').hover();
  await expect(bo.page.getByRole('tooltip')).toContainText('Heart: Ada and you');
  await reaction(ada, 'Heart, 2').click();
  for (const person of [ada, bo]) await expect(reaction(person, 'Heart, 1')).toBeVisible();

  await reaction(bo, 'Favourite').click();
  await expect(reaction(bo, 'Favourite')).toHaveAttribute('aria-pressed', 'true');
  await reaction(bo, 'Pin').click();
  await expect(reaction(ada, 'Pin')).toHaveAttribute('aria-pressed', 'true');
  await expect(reaction(ada, 'Favourite')).toHaveAttribute('aria-pressed', 'false');

  for (const person of [ada, bo]) {
    await person.page.keyboard.press('Escape');
    await person.page.reload();
    await expect(person.onSheet('a red apple').locator('[data-mark=pinned]')).toBeVisible();
  }
  await expect(bo.onSheet('a red apple').locator('[data-mark=favourite]')).toBeVisible();
  await expect(ada.onSheet('a red apple').locator('[data-mark=favourite]')).toHaveCount(0);
  await bo.onSheet('a red apple').hover();
  await expect(bo.onSheet('a red apple').getByTitle('Heart, 1')).toBeVisible();
});

test('[DC2, RC6] whoever was away sees the marks of now, and two tabs of one person agree', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await makeOne(ada, 'a green fish');
  const second = await bo.page.context().newPage();
  await second.goto(bo.page.url());
  await expect(second.locator('[data-picture]')).toHaveCount(1);

  await ada.page.context().setOffline(true);
  await expect(ada.notConnected).toBeVisible();
  await bo.onSheet('a green fish').click();
  await reaction(bo, 'Wow').click();
  await reaction(bo, 'Pin').click();
  await reaction(bo, 'Favourite').click();
  await expect(second.locator('[data-mark=favourite]')).toBeVisible();
  await second.locator('[data-picture]').click();
  await expect(second.getByRole('button', { name: 'Wow, 1' })).toHaveAttribute('aria-pressed', 'true');
  await ada.page.context().setOffline(false);
  await expect(ada.onSheet('a green fish').locator('[data-mark=pinned]')).toBeVisible();
  await expect(ada.onSheet('a green fish').locator('[data-mark=favourite]')).toHaveCount(0);
});

test('[DC5] two of three stop what develops; its author learns why, and may try again', async ({ meet }) => {
  const [ada, bo, cleo] = [await meet('Ada'), await meet('Bo'), await meet('Cleo')];
  const link = await ada.startRoom();
  for (const person of [bo, cleo]) await person.join(link);
  await bo.choose(LONG);
  await bo.submit('a purple owl');
  // The host's word is enough, so that Ada is not asked; Bo is the author.
  await expect(cleo.inTray('a purple owl')).toContainText('Developing');
  await expect(ada.inTray('a purple owl').getByRole('button', { name: 'Vote to stop' })).toHaveCount(0);
  const dan = await meet('Dan');
  await dan.join(link);
  await expect(cleo.people).toHaveCount(4);
  await cleo.inTray('a purple owl').getByRole('button', { name: 'Vote to stop' }).click();
  for (const person of [ada, bo, cleo, dan])
    await expect(person.inTray('a purple owl')).toContainText('1 of 4 want to stop');
  await cleo.inTray('a purple owl').getByRole('button', { name: 'Take my vote back' }).click();
  await expect(bo.inTray('a purple owl')).not.toContainText('want to stop');

  await ada.page.context().close();
  await expect(cleo.people).toHaveCount(3);
  await cleo.inTray('a purple owl').getByRole('button', { name: 'Vote to stop' }).click();
  await expect(bo.inTray('a purple owl')).toContainText('1 of 3 want to stop');
  await dan.inTray('a purple owl').getByRole('button', { name: 'Vote to stop' }).click();
  for (const person of [bo, cleo, dan]) await expect(person.inTray('a purple owl')).toBeHidden();
  await expect(bo.page.getByText('The room stopped “a purple owl”.')).toBeVisible();
  await expect(cleo.page.getByText('The room stopped')).toHaveCount(0);
  await bo.page.getByRole('button', { name: 'Develop again' }).click();
  await expect(dan.inTray('a purple owl')).toContainText('Developing');
  await expect(dan.inTray('a purple owl')).not.toContainText('want to stop');
  await bo.inTray('a purple owl').getByRole('button', { name: 'Cancel' }).click();
});

test('[DC10] the pictures of one prompt stand side by side while they develop', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.choose({ Steps: '60', Width: '192', Height: '128', Pictures: '4' });
  await ada.submit('three strawberries');
  const card = ada.inTray('three strawberries');
  const places = card.locator('[data-place]');
  await expect(places).toHaveCount(4);
  await expect(card.locator('[data-place=done] img[src$="/0.webp"]')).toBeVisible();
  await expect(card.locator('[data-place=developing]')).toHaveCount(1);
  const boxes = await places.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
  const [first, second, third] = boxes;
  expect(second.x).toBeGreaterThan(first.x + first.width - 1);
  expect(second.y).toBe(first.y);
  expect(third.y).toBeGreaterThan(first.y + first.height - 1);
  for (const { width, height } of boxes) expect(width / height).toBeCloseTo(1.5, 1);
  await expect(ada.pictures).toHaveCount(4, { timeout: 60_000 });
});
