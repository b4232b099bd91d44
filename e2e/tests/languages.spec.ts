/** The pages speak the language that the browser asks for, from their first byte on, until somebody chooses another. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

const SENTENCE = {
  en: 'Write a prompt, and everyone in the room watches the picture develop.',
  de: 'Schreib einen Prompt, und alle im Raum sehen zu, wie das Bild entsteht.',
  zh: '房间里的每个人都能看着图片显影',
};

/** What a page complains of that a person does not see: React says so when the browser drew something else than the server. */
function mismatches(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message) => {
    if (/hydrat|#418|#423|#425/i.test(message.text())) found.push(message.text());
  });
  return found;
}

test('a page is made in the language that its request asks for', async ({ request }) => {
  for (const [accepted, cookie, language] of [
    ['de-AT,de;q=0.9,en;q=0.8', '', 'de'],
    ['fr-FR,zh-CN;q=0.8', '', 'zh'],
    ['fr', '', 'en'],
    ['', '', 'en'],
    ['de', 'darkroom-language=zh', 'zh'],
    ['de', 'darkroom-language=../../etc', 'de'],
  ] as const) {
    const answer = await request.get('/', { headers: { 'accept-language': accepted, cookie } });
    const html = await answer.text();
    expect(html, `${accepted} ${cookie}`).toContain(`<html lang="${language}"`);
    expect(html, `${accepted} ${cookie}`).toContain(SENTENCE[language]);
  }
});

test('a browser loads the catalogue of its language alone, and draws what the server drew', async ({ meet }) => {
  const ida = await meet('Ida', { locale: 'de-DE' });
  const found = mismatches(ida.page);
  const scripts: Promise<string>[] = [];
  ida.page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text());
  });
  await ida.page.goto('/');
  await expect(ida.page.getByRole('heading', { name: SENTENCE.de })).toBeVisible();
  await ida.page.getByLabel('Dein Name').fill('Ida');
  await ida.page.getByRole('button', { name: 'Raum öffnen' }).click();
  await expect(ida.page.getByRole('button', { name: 'Entwickeln', exact: true })).toBeEnabled();
  const loaded = (await Promise.all(scripts)).join('\n');
  expect(loaded).toContain(SENTENCE.de);
  expect(loaded).not.toContain(SENTENCE.en);
  expect(loaded).not.toContain(SENTENCE.zh);
  expect(found).toEqual([]);
});

test('another language is there at once: nothing typed is lost, and it stays', async ({ meet }) => {
  const [ada, ben] = await Promise.all([meet('Ada'), meet('Ben')]);
  const link = await ada.startRoom();
  await ben.join(link);
  await ada.prompt.fill('half a sen');
  await ada.pickLanguage('Deutsch');
  await expect(ada.page.getByRole('button', { name: 'Entwickeln', exact: true })).toBeEnabled();
  await ada.expectPrompt('half a sen');
  await expect(ada.page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(ada.page.getByRole('list', { name: 'Wer hier ist' }).getByRole('listitem')).toHaveCount(2);
  // Said outside of the page's own drawing, too.
  await ada.page.getByRole('button', { name: 'Einladen' }).click();
  await expect(ada.page.getByText('Der Link ist kopiert. Wer ihn hat, kann eintreten.')).toBeVisible();
  // The others keep theirs.
  await expect(ben.developButton).toBeEnabled();

  await ada.page.reload();
  await expect(ada.page.getByRole('button', { name: 'Entwickeln', exact: true })).toBeEnabled();
  await ada.pickLanguage('中文');
  await expect(ada.page.getByRole('button', { name: '显影', exact: true })).toBeEnabled();
  await ada.pickLanguage('English');
  await expect(ada.developButton).toBeEnabled();
});

test('what is wrong with a field is said anew in the other language', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.developButton.click();
  await expect(ada.page.locator('#prompt-error')).toHaveText('Write what the picture should show.');
  await ada.pickLanguage('Deutsch');
  await expect(ada.page.locator('#prompt-error')).toHaveText('Schreib, was das Bild zeigen soll.');
});

test('whoever has no name yet chooses on the first page and at a room’s door', async ({ meet }) => {
  const [ada, eve] = await Promise.all([meet('Ada'), meet('Eve')]);
  const link = await ada.startRoom();
  await eve.page.goto(link);
  await eve.page.getByLabel('Your name').fill('Eve');
  await eve.page.getByRole('combobox', { name: 'Language' }).selectOption('中文');
  await expect(eve.page.getByLabel('你的名字')).toHaveValue('Eve');
  await eve.page.getByRole('button', { name: '加入' }).click();
  await expect(eve.page.getByRole('button', { name: '显影', exact: true })).toBeEnabled();

  const dan = await meet('Dan');
  await dan.page.goto('/');
  await dan.page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await expect(dan.page.getByRole('button', { name: 'Raum öffnen' })).toBeVisible();
});

test('a catalogue that does not come leaves the page as it is', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await ada.prompt.fill('kept');
  await ada.page.context().setOffline(true);
  await ada.pickLanguage('Deutsch');
  await expect(ada.notConnected).toBeVisible();
  await ada.expectPrompt('kept');
  await ada.page.context().setOffline(false);
  await ada.pickLanguage('Deutsch');
  await expect(ada.page.getByRole('button', { name: 'Entwickeln', exact: true })).toBeEnabled();
});
