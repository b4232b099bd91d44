/**
 * node e2e/screenshots.ts URL OUTDIR [--readme]
 * Fills a room of a running Darkroom with three people and two dozen pictures and photographs every state and dialog at 1440 and 390 px.
 * With --readme the busy room also becomes docs/screenshots/room-1440.png. Leaves the room as it is.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserContextOptions, chromium, devices, expect } from '@playwright/test';
import { launchOptions } from './support/chromium.ts';
import { shootDialogs } from './support/dialog-shots.ts';
import { LONG, Person } from './support/person.ts';
import { shooting } from './support/shooting.ts';

const { values, positionals } = parseArgs({ options: { readme: { type: 'boolean' } }, allowPositionals: true });
const [url, out] = positionals;
if (!url || !out) throw new Error('node e2e/screenshots.ts URL OUTDIR [--readme]');
fs.mkdirSync(out, { recursive: true });
const shoot = shooting(out);

const one = (word: string) => (/^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`);
const FORMS = [
  (word: string) => `a red ${word}`,
  (word: string) => `two ${word}s`,
  (word: string) => `${one(word)} on a blue background`,
  (word: string) => `a yellow ${word}`,
  (word: string) => `${one(word)} on a green background`,
  (word: string) => `three ${word}s`,
  (word: string) => `a purple ${word}`,
];

const browser = await chromium.launch(await launchOptions());
const WIDE = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

try {
  const [ada, bo, cleo] = [await meet('Ada', WIDE), await meet('Bo Lindqvist', WIDE), await meet('Cleo', PHONE)];
  for (const person of [ada, cleo]) {
    await person.page.goto('/');
    await person.page.getByLabel('Your name').waitFor();
    await shoot(person, 'first-new');
  }
  const link = await ada.startRoom();
  await bo.join(link);
  await cleo.join(link);
  for (const person of [ada, cleo]) await shoot(person, 'empty');
  await rename(ada, 'Night shift');
  await fill([ada, bo, cleo]);

  await makeBusy(ada, bo, cleo);
  for (const person of [ada, cleo]) await shoot(person, 'busy');
  if (values.readme) fs.copyFileSync(path.join(out, 'busy-1440.png'), readmePicture());

  for (const person of [ada, cleo]) {
    await person.settingsButton.click();
    await shoot(person, 'settings');
    if (person === cleo) await person.page.getByRole('button', { name: 'Done' }).click();
    else await person.page.keyboard.press('Escape');
  }
  for (const person of [ada, cleo]) {
    await person.pictures.nth(5).click();
    await person.large.getByRole('button', { name: 'Use these settings' }).waitFor();
    await shoot(person, 'picture');
    await person.page.keyboard.press('Escape');
  }
  await makeHost(ada, cleo.name);
  const strangers = [await meet('Dora', WIDE), await meet('Emil', PHONE)];
  await shootDialogs({ hosts: [ada, cleo], member: bo, strangers, shoot });
  for (const person of [ada, cleo]) {
    await person.page.context().setOffline(true);
    await person.notConnected.waitFor();
    await person.page.evaluate(() => window.scrollTo(0, 0));
    await person.submit('a lighthouse');
    await shoot(person, 'offline');
    await person.page.context().setOffline(false);
    await person.notConnected.waitFor({ state: 'hidden' });
  }
  for (const person of [ada, cleo]) {
    await person.page.goto('/');
    await person.page.getByRole('region', { name: 'Your rooms' }).waitFor();
    await shoot(person, 'first');
  }
} finally {
  await browser.close();
}

async function meet(name: string, options: BrowserContextOptions): Promise<Person> {
  const context = await browser.newContext({ ...options, baseURL: url });
  return new Person(await context.newPage(), name);
}

async function makeHost({ page }: Person, name: string): Promise<void> {
  await page.getByRole('button', { name: 'People and invites' }).click();
  await page.getByRole('button', { name: `Role of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Make host' }).click();
  await page.keyboard.press('Escape');
}

async function rename({ page }: Person, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Rename the room' }).click();
  await page.getByLabel('Room name').fill(name);
  await page.getByLabel('Room name').press('Enter');
}

/** Two dozen pictures of what the model knows, in its own three shapes, by turns. */
async function fill(people: [Person, ...Person[]]): Promise<void> {
  const [first] = people;
  const { models } = await (await first.page.request.get('/api/models')).json();
  const prompts = promptsFrom(models[0].words, 24);
  const sizes: { width: number; height: number }[] = models[0].sizes;
  for (const [n, prompt] of prompts.entries()) {
    const person = people[n % people.length] ?? first;
    // The phone keeps the model's own size.
    const size = sizes[n % 4 === 1 ? 1 : n % 4 === 3 ? 2 : 0];
    if (person.page.viewportSize()?.width === 1440 && size)
      await person.choose({ Steps: '20', Width: String(size.width), Height: String(size.height) });
    await person.submit(prompt);
  }
  await expect(first.pictures).toHaveCount(prompts.length, { timeout: 120_000 });
}

function promptsFrom(words: string[], count: number): string[] {
  const stride = Math.max(1, Math.floor(words.length / count));
  const chosen = words.filter((_, n) => n % stride === 0).slice(0, count);
  return chosen.map((word, n) => FORMS[n % FORMS.length]?.(word) ?? word);
}

/** One picture develops for some seconds, and a line waits behind it. */
async function makeBusy(ada: Person, bo: Person, cleo: Person): Promise<void> {
  await bo.choose(LONG);
  await bo.submit('an owl on a purple background');
  await ada.inTray('an owl on a purple background').locator('img').first().waitFor();
  await ada.choose({ Steps: '40', Pictures: '2' });
  await ada.submit('a paper boat in the rain, with its reflection in a puddle under a street lamp');
  await cleo.submit('three strawberries');
  await bo.submit('Ein alter Leuchtturm an der Küste bei Nacht');
  await ada.submit('a green fish');
  await expect(ada.tray.getByRole('article')).toHaveCount(5);
  await expect(ada.inTray('a green fish')).toContainText('4th in line');
  await expect(ada.inTray('an owl on a purple background')).toContainText(/step [2-9]\d? of/);
}

function readmePicture(): string {
  const folder = path.resolve(import.meta.dirname, '../docs/screenshots');
  fs.mkdirSync(folder, { recursive: true });
  return path.join(folder, 'room-1440.png');
}
