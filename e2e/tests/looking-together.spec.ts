import type { Person } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

async function make(person: Person, ...prompts: string[]): Promise<void> {
  for (const prompt of prompts) {
    await person.submit(prompt);
    await expect(person.onSheet(prompt)).toBeVisible();
  }
}

test('[DC7] "look at this" is a quiet offer: nobody is moved, whoever opens it comes back to where they were', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await make(ada, 'a red apple', 'a green fish');
  await bo.prompt.fill('half a prom');
  await expect(bo.prompt).toBeFocused();
  await ada.onSheet('a red apple').click();
  await ada.large.getByRole('button', { name: 'Show everybody' }).click();

  const offer = bo.page.getByRole('region', { name: 'Pictures shown to you' });
  await expect(offer).toContainText('Ada shows you a picture');
  await expect(offer).toContainText('a red apple');
  await expect(offer).toHaveAttribute('aria-live', 'polite');
  await expect(bo.prompt).toBeFocused();
  await expect(bo.large).toHaveCount(0);
  await expect(ada.page.getByText('Ada shows you a picture')).toHaveCount(0);
  await offer.getByRole('button', { name: 'Open' }).click();
  await expect(bo.large.getByRole('heading', { name: 'a red apple' })).toBeVisible();
  await bo.page.goBack();
  await expect(bo.large).toHaveCount(0);
  await bo.expectPrompt('half a prom');

  // While another picture is open, the offer stands on its page, in reach of keys too.
  await bo.onSheet('a green fish').click();
  await ada.large.getByRole('button', { name: 'Show everybody' }).click();
  await bo.large.getByRole('button', { name: 'Open', exact: true }).press('Enter');
  await expect(bo.large.getByRole('heading', { name: 'a red apple' })).toBeVisible();
  await bo.page.keyboard.press('Escape');
  await expect(bo.large.getByRole('heading', { name: 'a green fish' })).toBeVisible();
  await ada.large.getByRole('button', { name: 'Show everybody' }).click();
  await bo.large.getByRole('button', { name: 'Not now' }).click();
  await expect(bo.page.getByText('Ada shows you a picture')).toHaveCount(0);
});

test('[DC7] an offer goes by itself', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await make(ada, 'a red apple');
  await bo.page.clock.install();
  await ada.onSheet('a red apple').click();
  await ada.large.getByRole('button', { name: 'Show everybody' }).click();
  await expect(bo.page.getByText('Ada shows you a picture')).toBeVisible();
  await bo.page.clock.fastForward(15_000);
  await expect(bo.page.getByText('Ada shows you a picture')).toBeVisible();
  await bo.page.clock.fastForward(6_000);
  await expect(bo.page.getByText('Ada shows you a picture')).toHaveCount(0);
});

test('[DC9] two pictures are chosen and compared with the keyboard alone, and the link shows them to others', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  const link = await ada.startRoom();
  await ada.choose({ Steps: '6', Width: '128', Height: '64' });
  await make(ada, 'a red apple');
  await ada.choose({ Steps: '4', Width: '64', Height: '128' });
  await make(ada, 'a green fish');
  const { keyboard } = ada.page;
  await ada.onSheet('a red apple').focus();
  await keyboard.press('Enter');
  await ada.large.getByRole('button', { name: 'Compare with…' }).press('Enter');
  await expect(ada.large).toContainText('Choose a picture to compare with');
  await ada.large.getByRole('button', { name: 'a green fish' }).press('Enter');

  const slider = ada.large.getByRole('slider');
  await expect(slider).toHaveValue('50');
  await slider.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await keyboard.press(key);
  await expect(slider).toHaveValue('51');
  await keyboard.press('Home');
  await expect(slider).toHaveValue('0');
  await keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', '100 % of the first picture');
  // At one scale: both are drawn by the same factor.
  const widths = await ada.large
    .locator('img')
    .evaluateAll((all) => all.map((image) => image.getBoundingClientRect().width));
  expect(widths[0]).toBe(2 * (widths[1] ?? 0));
  const differing = ada.large.locator('tr[data-same=false] th');
  await expect(differing).toHaveText(['Prompt', 'Steps', 'Size', 'Seed']);

  await bo.join(link);
  await bo.page.goto(ada.page.url());
  await expect(bo.large.getByRole('slider')).toBeVisible();
  const box = await bo.large.getByRole('slider').boundingBox();
  if (!box) throw new Error('The slider has no place');
  await bo.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await bo.page.mouse.down();
  await bo.page.mouse.move(box.x + box.width / 4, box.y + box.height / 2, { steps: 4 });
  await bo.page.mouse.up();
  await expect.poll(async () => Math.abs(Number(await bo.large.getByRole('slider').inputValue()) - 25)).toBeLessThan(3);

  await keyboard.press('Escape');
  await expect(ada.large.getByRole('heading', { name: 'a red apple' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(ada.large).toHaveCount(0);
  await bo.page.keyboard.press('Escape');
  await expect(bo.large).toHaveCount(0);
  expect(new URL(bo.page.url()).search).toBe('');
});
