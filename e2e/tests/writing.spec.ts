import type { Locator } from '@playwright/test';
import { Person, SHORT } from '../support/person.ts';
import { promptText } from '../support/prompt-text.ts';
import { renewText } from '../support/renew-text.ts';
import { expect, test } from '../support/test.ts';

const caretOf = (at: Person, name: string): Locator => at.page.locator(`.cm-others-name[data-name="${name}"]`);
const inList = (at: Person, name: string): Locator => at.people.filter({ hasText: name });

/** The editor has taken the plain box's place. */
const withEditor = (...people: Person[]) =>
  Promise.all(people.map(({ page }) => expect(page.locator('.cm-content')).toBeVisible()));

/** Ada wrote this into the room's box, and Bo sees it in two tabs. */
async function twoTabsOfBo(meet: (name: string) => Promise<Person>, text: string) {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  const link = await ada.startRoom();
  await bo.join(link);
  const second = new Person(await bo.page.context().newPage(), 'Bo');
  await second.page.goto(link);
  await withEditor(ada, bo, second);
  await ada.prompt.fill(text);
  for (const tab of [bo, second]) await tab.expectPrompt(text);
  return { ada, bo, second };
}

test('[WR1, WR9] two write in one box at once, and see each other’s carets, names and rings', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await withEditor(ada, bo);
  await ada.prompt.fill('a boat');
  await bo.expectPrompt('a boat');
  await bo.prompt.press('Control+Home');
  await ada.prompt.press('Control+End');
  await Promise.all([
    bo.prompt.pressSequentially('one evening, ', { delay: 25 }),
    ada.prompt.pressSequentially(' in the rain', { delay: 30 }),
  ]);
  for (const person of [ada, bo]) await person.expectPrompt('one evening, a boat in the rain');

  await expect(caretOf(ada, 'Bo')).toHaveCount(1);
  await expect(caretOf(bo, 'Ada')).toHaveCount(1);
  await bo.prompt.press('Shift+End');
  await expect(ada.page.locator('.cm-others-selection')).toHaveText('a boat in the rain');
  await ada.prompt.press('x');
  await expect(inList(bo, 'Ada')).toContainText('writes');
  await expect(inList(bo, 'Ada'), 'who rests does not write').not.toContainText('writes');

  await bo.page.close();
  await expect(caretOf(ada, 'Bo'), 'a caret goes with its person').toHaveCount(0);
});

test('[WR2, WR7] undo takes back one’s own alone; developing empties the box for all; who comes late sees the text', async ({
  meet,
}) => {
  const [ada, bo, cleo] = [await meet('Ada'), await meet('Bo'), await meet('Cleo')];
  const link = await ada.startRoom();
  await bo.join(link);
  await withEditor(ada, bo);
  await ada.choose(SHORT);
  await ada.prompt.fill('a red apple');
  await bo.expectPrompt('a red apple');
  await bo.prompt.press('Control+End');
  await bo.prompt.pressSequentially(' on a table');
  await ada.expectPrompt('a red apple on a table');
  await cleo.join(link);
  await cleo.expectPrompt('a red apple on a table');

  await bo.prompt.press('Control+z');
  for (const person of [ada, bo, cleo]) await person.expectPrompt('a red apple');
  await bo.prompt.press('Control+z');
  await bo.prompt.press('Control+y');
  for (const person of [ada, bo, cleo]) await person.expectPrompt('a red apple on a table');

  await ada.prompt.press('Control+Enter');
  for (const person of [ada, bo, cleo]) await person.expectPrompt('');
  await expect(bo.onSheet('a red apple on a table')).toBeVisible();
  await ada.prompt.press('Control+z');
  for (const person of [ada, bo, cleo]) await person.expectPrompt('a red apple on a table');
});

test('[WR3] what is written without a connection stays, also over a reload, and merges on return', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await withEditor(ada, bo);
  await ada.prompt.fill('a cat');
  await bo.expectPrompt('a cat');
  // The page itself is reachable, only its live connection is not.
  await bo.page.context().route('**/socket.io/**', (route) => route.abort());
  await bo.page.context().routeWebSocket('**/socket.io/**', (socket) => socket.close());
  await bo.page.context().setOffline(true);
  await expect(bo.notConnected).toBeVisible();
  await bo.prompt.press('Control+End');
  await bo.prompt.pressSequentially(' that sleeps');
  await ada.prompt.press('Control+Home');
  await ada.prompt.pressSequentially('see: ');
  await bo.expectPrompt('a cat that sleeps');
  await bo.page.context().setOffline(false);
  await bo.page.reload();
  await bo.expectPrompt('a cat that sleeps');
  await bo.page.context().unrouteAll({ behavior: 'ignoreErrors' });
  await bo.page.reload();
  for (const person of [ada, bo]) await person.expectPrompt('see: a cat that sleeps');
});

test('[WR3] two tabs without a connection keep one text: what was written in the one outlives it in the other', async ({
  meet,
}) => {
  const { ada, bo, second } = await twoTabsOfBo(meet, 'a cat');
  await bo.page.context().setOffline(true);
  for (const tab of [bo, second]) await expect(tab.notConnected).toBeVisible();
  await bo.prompt.press('Control+End');
  await bo.prompt.pressSequentially(' that sleeps');
  await bo.page.close();
  await second.prompt.press('Control+Home');
  await second.prompt.pressSequentially('see: ');
  await second.page.context().setOffline(false);
  for (const person of [ada, second]) await person.expectPrompt('see: a cat that sleeps');
  await second.page.close();
});

test('[WR6] who writes while the text begins anew writes on, and who is elsewhere stays there', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await withEditor(ada, bo);
  await ada.prompt.fill('a boat');
  await bo.expectPrompt('a boat');
  for (let n = 0; n < 4; n++) await ada.prompt.press('ArrowLeft');
  await bo.settingsButton.click();
  const steps = bo.settings.getByLabel('Steps', { exact: true });
  await steps.focus();
  const old = await Promise.all([ada, bo].map(({ page }) => page.locator('.cm-content').elementHandle()));
  await renewText(ada.slug);
  for (const box of old) await expect.poll(() => box?.evaluate(({ isConnected }) => isConnected)).toBe(false);
  await withEditor(ada, bo);
  await expect(ada.prompt).toBeFocused();
  await expect(steps).toBeFocused();
  await ada.page.keyboard.type('paper ');
  for (const person of [ada, bo]) await person.expectPrompt('a paper boat');
});

test('[WR8] a private draft is one click away, seen by nobody else, and remembered', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await withEditor(ada, bo);
  await ada.prompt.fill('for all');
  await bo.expectPrompt('for all');
  await ada.privateSwitch.click();
  await expect(ada.prompt).toBeFocused();
  await ada.expectPrompt('');
  await ada.prompt.fill('for me');
  await bo.prompt.press('Control+End');
  await bo.prompt.pressSequentially(' of us');
  await ada.page.reload();
  await ada.expectPrompt('for me');
  expect(await promptText(bo.prompt)).toBe('for all of us');
  await ada.choose(SHORT);
  await ada.developButton.click();
  await expect(bo.onSheet('for me')).toBeVisible();
  await bo.expectPrompt('for all of us');
  await ada.privateSwitch.click();
  await ada.expectPrompt('for all of us');
  await expect(ada.prompt).toBeFocused();
});

test('[WR8] a private prompt that was not sent goes back where it was written, and the room does not see it', async ({
  meet,
}) => {
  const { ada, bo, second } = await twoTabsOfBo(meet, 'for all');
  await bo.privateSwitch.click();
  await bo.page.context().setOffline(true);
  await expect(bo.notConnected).toBeVisible();
  await bo.submit('for me');
  await second.submit('of the other tab');
  await bo.privateSwitch.click();
  await bo.inTray('for me').getByRole('button', { name: 'Take back' }).click();
  await bo.expectPrompt('for me');
  await bo.prompt.fill('for me alone');
  await second.privateSwitch.click();
  await second.expectPrompt('for me alone');
  await second.page.close();
  await bo.page.context().setOffline(false);
  await expect(bo.notConnected).toBeHidden();
  await bo.page.reload();
  await bo.expectPrompt('for me alone');
  await expect(bo.onSheet('of the other tab'), 'what one tab waits to send is not lost by another').toBeVisible();
  await ada.expectPrompt('');
});

test('what is typed before the editor is there is taken over, caret and all', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  const held: (() => void)[] = [];
  let isHeld = true;
  await ada.page.context().route('**/_next/static/chunks/**', async (route) => {
    if (isHeld && (await ada.page.getByRole('textbox', { name: 'Prompt', exact: true }).count()) > 0)
      await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  await ada.page.reload({ waitUntil: 'domcontentloaded' });
  await expect(ada.page.locator('textarea')).toBeVisible();
  await ada.prompt.pressSequentially('a boat');
  for (let n = 0; n < 4; n++) await ada.prompt.press('ArrowLeft');
  isHeld = false;
  for (const release of held) release();
  await withEditor(ada);
  await expect(ada.prompt).toBeFocused();
  await ada.page.keyboard.type('paper ');
  await ada.expectPrompt('a paper boat');
  await ada.page.reload();
  await ada.expectPrompt('a paper boat');
});
