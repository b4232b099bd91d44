/** `test` with people: each has a browser context of their own, closed at the end, and may have nothing to complain about. */
import { type BrowserContextOptions, test as base, expect } from '@playwright/test';
import { Person } from './person.ts';

export { expect };

interface People {
  /** Somebody with a fresh browser, not yet anywhere. */
  meet: (name: string, options?: BrowserContextOptions) => Promise<Person>;
}

export const test = base.extend<People>({
  async meet({ browser }, use) {
    const everybody: Person[] = [];
    await use(async (name, options) => {
      const context = await browser.newContext(options);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const person = new Person(await context.newPage(), name);
      await person.watch();
      everybody.push(person);
      return person;
    });
    const complaints = everybody.flatMap(({ name, complaints }) => complaints.map((text) => `${name}: ${text}`));
    await Promise.all(everybody.map(({ page }) => page.context().close()));
    expect(complaints, 'exceptions and dialogs in the browsers').toEqual([]);
  },
});
