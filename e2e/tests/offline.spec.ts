import { SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

test('[GN2, RC2] what is written offline is kept and sent once, and what was missed is caught up', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  for (const person of [ada, bo]) await person.choose(SHORT);

  await bo.page.context().setOffline(true);
  await expect(bo.notConnected).toBeVisible();
  await bo.submit('a blue teapot');
  await expect(bo.inTray('a blue teapot')).toContainText('Kept, sent when connected');
  await bo.prompt.fill('a half-written thought');
  await ada.submit('a green fish');
  await expect(ada.onSheet('a green fish')).toBeVisible();
  await expect(bo.onSheet('a green fish')).toHaveCount(0);

  await bo.page.context().setOffline(false);
  await expect(bo.notConnected).toBeHidden();
  for (const person of [ada, bo]) {
    await expect(person.people).toHaveCount(2);
    await expect(person.onSheet('a green fish')).toBeVisible();
    await expect(person.onSheet('a blue teapot')).toHaveCount(1);
  }
  await expect(bo.inTray('a blue teapot')).toBeHidden();
  const prompts = (await ada.gallery()).map(({ generation }) => generation.prompt);
  expect(prompts.toSorted()).toEqual(['a blue teapot', 'a green fish']);
  await bo.expectPrompt('a half-written thought');
});

test('[GN2] a prompt that was not sent yet and one that is half written outlive a reload', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.choose(SHORT);
  // The page itself is reachable, only its live connection is not.
  await ada.page.context().route('**/socket.io/**', (route) => route.abort());
  await ada.page.context().routeWebSocket('**/socket.io/**', (socket) => socket.close());
  await ada.page.context().setOffline(true);
  await expect(ada.notConnected).toBeVisible();
  await ada.submit('a red apple');
  await ada.prompt.fill('and a second one');
  await ada.page.context().setOffline(false);

  await ada.page.reload();
  await ada.expectPrompt('and a second one');
  await expect(ada.inTray('a red apple')).toBeVisible();
  await ada.page.context().unrouteAll({ behavior: 'ignoreErrors' });
  await ada.page.reload();
  await expect(ada.onSheet('a red apple')).toHaveCount(1);
  await ada.expectPrompt('and a second one');
});

test('what did not come with the page can fail to come: the room goes on, and has it once there is a network', async ({
  meet,
}) => {
  const ada = await meet('Ada');
  const link = await ada.startRoom();
  const { page } = ada;
  const html = await (await page.request.get(link)).text();
  // Of the scripts only those come through that the page names, and what it says at once.
  const context = page.context();
  await context.route('**/_next/static/chunks/**', async (route) => {
    if (html.includes(new URL(route.request().url()).pathname)) return route.continue();
    const response = await route.fetch();
    const isSaidAtOnce = (await response.text()).includes('everyone in the room watches');
    return isSaidAtOnce ? route.fulfill({ response }) : route.abort();
  });
  await page.goto('about:blank');
  await page.goto(link);
  await expect(ada.prompt).toBeVisible();
  await page.getByRole('button', { name: 'People and invites' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Develop' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await ada.prompt.fill('a half-written thought');

  await context.unrouteAll({ behavior: 'wait' });
  await context.setOffline(true);
  await context.setOffline(false);
  const people = page.getByRole('dialog', { name: 'People' });
  await expect(people).toBeVisible();
  await expect(people.getByText('Ada')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'People and invites' })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Contact sheet' })).toBeVisible();
  await ada.expectPrompt('a half-written thought');
});

test('a panel that few open fails to come without a network, and opens with it', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await expect(ada.prompt).toBeVisible();
  const { page } = ada;
  await page.getByRole('button', { name: 'You: Ada' }).press('Enter');
  await page.context().setOffline(true);
  await page.getByRole('menuitem', { name: 'Your data' }).press('Enter');
  await expect(ada.notConnected).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(ada.prompt).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('dialog', { name: 'Your data' })).toBeVisible();
});
