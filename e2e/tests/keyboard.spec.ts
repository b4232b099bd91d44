import type { Locator } from '@playwright/test';
import type { Person } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

/** Focused, and visibly so: with an outline, or within a box whose line takes the colour of the lamp. */
async function expectVisibleFocus(target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  const isMarked = (element: Element) => {
    const marked = (style: CSSStyleDeclaration) => style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
    const box = element.parentElement;
    const lamp = 'rgb(255, 74, 46)';
    return marked(getComputedStyle(element)) || (box !== null && getComputedStyle(box).borderColor === lamp);
  };
  await expect.poll(() => target.evaluate(isMarked), { message: 'focus can be seen' }).toBe(true);
}

async function tabTo(person: Person, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await person.page.keyboard.press(key);
  }
  await expectVisibleFocus(target);
}

test('the whole job is done with the keyboard, and the focus can always be seen', async ({ meet }) => {
  const ada = await meet('Ada');
  const { keyboard } = ada.page;
  await ada.page.goto('/');
  await tabTo(ada, ada.page.getByLabel('Your name'));
  await keyboard.type('Ada');
  await tabTo(ada, ada.page.getByRole('button', { name: 'Start a room' }));
  await keyboard.press('Enter');
  await ada.arrive();

  await expectVisibleFocus(ada.prompt);
  await keyboard.type('a red apple');
  await tabTo(ada, ada.settingsButton);
  await keyboard.press('Enter');
  const steps = ada.settings.getByLabel('Steps', { exact: true });
  await tabTo(ada, steps);
  const before = Number(await steps.inputValue());
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await expect(steps).toHaveValue(String(before - 1));
  await tabTo(ada, ada.settings.getByRole('switch', { name: 'Random' }));
  await keyboard.press('Space');
  await expect(ada.settings.getByLabel('Seed', { exact: true })).not.toHaveValue('');
  await keyboard.press('Escape');
  await expect(ada.settings).toBeHidden();
  await expectVisibleFocus(ada.settingsButton);

  await tabTo(ada, ada.developButton);
  await keyboard.press('Enter');
  await expect(ada.onSheet('a red apple')).toBeVisible();
  await tabTo(ada, ada.onSheet('a red apple'), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(ada.large).toBeVisible();
  await tabTo(ada, ada.large.getByRole('button', { name: 'Use these settings' }));
  await keyboard.press('Enter');
  await expect(ada.large).toBeHidden();
  await expectVisibleFocus(ada.prompt);
  await ada.expectPrompt('a red apple');
});

test('arrow keys walk from picture to picture, and Esc goes back to the place on the sheet', async ({ meet }) => {
  const ada = await meet('Ada', { viewport: { width: 1000, height: 600 } });
  const { keyboard } = ada.page;
  await ada.startRoom();
  await ada.choose({ Steps: '2', Pictures: '4', Width: '64', Height: '64' });
  const prompts = ['a cat', 'a fish', 'an owl', 'a rocket', 'a panda'];
  for (const prompt of prompts) await ada.submit(prompt);
  for (const prompt of prompts) await expect(ada.onSheet(prompt)).toHaveCount(4, { timeout: 60_000 });

  const cells = ada.pictures;
  const keys = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('data-picture')));
  expect(keys).toHaveLength(20);
  const last = ada.sheet.locator(`[data-picture="${keys[18]}"]`);
  await last.scrollIntoViewIfNeeded();
  await last.focus();
  const scrollY = await ada.page.evaluate(() => window.scrollY);
  expect(scrollY).toBeGreaterThan(0);

  const shows = async (key: string | null | undefined) => {
    const file = key?.replace(/-(\d+)$/, '/$1.png');
    await expect(ada.large.locator(`img[src$="${file}"]`)).toBeVisible();
    await expect(ada.page).toHaveURL(new RegExp(`picture=${key}$`));
  };
  await keyboard.press('Enter');
  await shows(keys[18]);
  await keyboard.press('ArrowRight');
  await shows(keys[19]);
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowLeft');
  await shows(keys[18]);
  await keyboard.press('ArrowLeft');
  await shows(keys[17]);
  await keyboard.press('Escape');
  await expect(ada.large).toBeHidden();
  await expectVisibleFocus(ada.sheet.locator(`[data-picture="${keys[17]}"]`));
  expect(await ada.page.evaluate(() => window.scrollY)).toBe(scrollY);

  await last.click();
  await expect(ada.large).toBeVisible();
  await ada.page.goBack();
  await expect(ada.large, 'the back button closes it too').toBeHidden();
  expect(new URL(ada.page.url()).pathname).toBe(`/r/${ada.slug}`);
});
