/** One person at one browser: what they see, by its accessible names, and what they do with it. */
import { expect, type Locator, type Page } from '@playwright/test';
import { expectPrompt } from './prompt-text.ts';
import { type Seen, seen, watch } from './watch.ts';

export interface FormValues {
  'Negative prompt'?: string;
  Steps?: string;
  'Guidance scale'?: string;
  Pictures?: string;
  Width?: string;
  Height?: string;
  Seed?: string;
}

/** Develops for several seconds even on a fast machine: time for others to look. */
export const LONG: FormValues = { Steps: '100', Width: '192', Height: '192', Pictures: '4' };
export const SHORT: FormValues = { Steps: '4' };

export class Person {
  readonly page: Page;
  readonly name: string;
  /** Uncaught exceptions of the page, dialogs that it opened, and what its policy refused: there must be none. */
  readonly complaints: string[] = [];

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
    page.on('pageerror', (error) => this.complaints.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.complaints.push(`policy: ${message.text()}`);
    });
    page.on('dialog', (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  watch = () => watch(this.page);
  /** Every step and preview that this page has shown since it was loaded, whoever looked or not. */
  seen = (): Promise<Seen> => seen(this.page);

  get prompt(): Locator {
    return this.page.getByRole('textbox', { name: 'Prompt', exact: true });
  }
  /** Waits until just this stands in the box. */
  expectPrompt = (text: string | RegExp): Promise<void> => expectPrompt(this.prompt, text);
  get privateSwitch(): Locator {
    return this.page.getByRole('button', { name: 'Private draft', exact: true });
  }
  get developButton(): Locator {
    return this.page.getByRole('button', { name: 'Develop', exact: true });
  }
  get settingsButton(): Locator {
    // What is set stands on it, too.
    return this.page.getByRole('button', { name: /^Settings\b/ });
  }
  get settings(): Locator {
    return this.page.getByRole('region', { name: 'Settings of the picture' });
  }
  get people(): Locator {
    return this.page.getByRole('list', { name: 'People here' }).getByRole('listitem');
  }
  get tray(): Locator {
    return this.page.getByRole('region', { name: 'In the tray' });
  }
  get sheet(): Locator {
    return this.page.getByRole('region', { name: 'Contact sheet' });
  }
  get pictures(): Locator {
    return this.sheet.locator('[data-picture]');
  }
  /** The picture that is open, large. */
  get large(): Locator {
    return this.page.getByRole('dialog');
  }
  /** The button of the menu under one's own name. */
  get menu(): Locator {
    return this.page.getByRole('button', { name: /^You: / });
  }
  async pick(item: string): Promise<void> {
    await this.menu.click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }
  /** By its own name, whichever language the page speaks now. */
  async pickLanguage(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^(You: |Du: |你\uff1a)/ }).click();
    await this.page.getByRole('menuitemradio', { name, exact: true }).click();
  }
  /** What the browser keeps of whoever used it. */
  stored = (): Promise<string[]> => this.page.evaluate(() => Object.keys(localStorage));

  get notConnected(): Locator {
    return this.page.getByText('Not connected. Everything you type is kept.');
  }

  inTray(prompt: string): Locator {
    return this.tray.getByRole('article', { name: prompt, exact: true });
  }
  onSheet(prompt: string): Locator {
    return this.pictures.filter({ has: this.page.getByText(prompt, { exact: true }) });
  }
  /** The value that the open picture's table gives for a setting. */
  setting(name: string): Locator {
    return this.large.locator('dl > div', { has: this.page.getByText(name, { exact: true }) }).getByRole('definition');
  }

  get slug(): string {
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
  }

  /** From the first page into a room of their own. Answers with the room's link. */
  async startRoom(): Promise<string> {
    await this.page.goto('/');
    await this.page.getByLabel('Your name').fill(this.name);
    await this.page.getByRole('button', { name: 'Start a room' }).click();
    await this.arrive();
    return new URL(this.page.url()).href;
  }

  async join(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByLabel('Your name').fill(this.name);
    await this.page.getByRole('button', { name: 'Join' }).click();
    await this.arrive();
  }

  async arrive(): Promise<void> {
    await this.page.waitForURL('**/r/*');
    await expect(this.developButton).toBeEnabled();
    await expect(this.people.filter({ hasText: '(you)' })).toHaveCount(1);
  }

  /** Fills the form's fields and closes it again. */
  async choose(values: FormValues): Promise<void> {
    await this.settingsButton.click();
    for (const [label, value] of Object.entries(values)) {
      await this.settings.getByLabel(label, { exact: true }).fill(value);
    }
    await this.page.keyboard.press('Escape');
    await expect(this.settings).toBeHidden();
  }

  async submit(prompt: string): Promise<void> {
    // A page that was just loaded does not know its room yet, and keeps what is written.
    await expect(this.developButton).toBeEnabled();
    await this.prompt.fill(prompt);
    await this.prompt.press('Control+Enter');
    await this.expectPrompt('');
  }

  /** The pictures of the room as the server's gallery lists them, newest first. */
  async gallery(): Promise<
    { generation: { id: string; prompt: string }; picture: { sha256: string; seed: number } }[]
  > {
    const response = await this.page.request.get(`/api/rooms/${this.slug}/gallery`);
    expect(response.ok()).toBe(true);
    return (await response.json()).items;
  }
}
