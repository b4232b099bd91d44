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
