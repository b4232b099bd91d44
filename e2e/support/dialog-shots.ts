/** Every dialog of a room that has pictures, and the pages beside it, at both widths. */
import type { Locator, Page } from '@playwright/test';
import { closeAll } from './accessible.ts';
import type { Person } from './person.ts';
import type { Shoot } from './shooting.ts';

export interface DialogShots {
  /** Hosts of the room, at the wide and at the narrow page. */
  hosts: Person[];
  /** A member, at the wide page. */
  member: Person;
  /** Somebody who is not in the room, at each width. */
  strangers: Person[];
  shoot: Shoot;
}

const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
export async function shootDialogs({ hosts, member, strangers, shoot }: DialogShots): Promise<void> {
  for (const host of hosts) {
    await shootSheet(host, shoot);
    await shootPicture(host, shoot);
    await shootPeople(host, member.name, shoot);
    await shootMine(host, shoot);
  }
  await shootOffer(member, hosts, shoot);
  await shootLanguages(hosts, shoot);
  await shootDoors(hosts, strangers, shoot);
}

async function shootSheet(person: Person, shoot: Shoot): Promise<void> {
  const { page, sheet } = person;
  await button(sheet, /^Filter/).click();
  await shoot(person, 'filter');
  await page.keyboard.press('Escape');
  const search = page.getByRole('searchbox', { name: 'Search in prompts' });
  for (const [state, words] of [
    ['search', 'background'],
    ['search-typo', 'backgruond'],
    ['search-nothing', 'qqqqq'],
  ] as const) {
    await search.fill(words);
    await page.waitForURL((url) => url.searchParams.get('q') === words);
    await sheet
      .getByRole('status')
      .filter({ hasText: /picture|Nothing/ })
      .waitFor();
    await shoot(person, state);
  }
  await search.fill('');
  await page.waitForURL((url) => !url.searchParams.has('q'));
  await button(page, 'Select').click();
  for (const n of [1, 3, 4]) await person.pictures.nth(n).click();
  await page.getByRole('toolbar', { name: 'Chosen pictures' }).waitFor();
  await shoot(person, 'select');
  await button(page.getByRole('toolbar', { name: 'Chosen pictures' }), 'Delete').click();
  await shoot(person, 'select-delete');
  await button(page.getByRole('dialog'), 'Cancel').click();
  await button(page, 'Stop selecting').click();
}

async function shootPicture(person: Person, shoot: Shoot): Promise<void> {
  const { page, large } = person;
  const open = async (n: number) => {
    await person.pictures.nth(n).click();
    await button(large, 'Use these settings').waitFor();
  };
  await open(2);
  await button(large, 'Variation').click();
  await shoot(person, 'variation');
  await closeAll(person.page);
  await person.tray.getByRole('article').first().waitFor({ state: 'hidden', timeout: 60_000 });
  await open(0);
  await button(large, 'Heart').click();
  await button(large, 'Lineage').click();
  await page.getByRole('dialog', { name: 'Who made what from what' }).getByRole('article').nth(1).waitFor();
  await shoot(person, 'lineage');
  await closeAll(person.page);
  await open(0);
  await button(large, 'Share').click();
  await button(page, 'Make a link').waitFor();
  await shoot(person, 'share');
  await button(page, 'Make a link').click();
  await page.getByLabel('Link', { exact: true }).waitFor();
  await shoot(person, 'share-link');
  await closeAll(person.page);
  await open(0);
  await button(large, 'Delete').click();
  await shoot(person, 'delete-picture');
  await button(page.getByRole('dialog', { name: 'Delete this picture?' }), 'Cancel').click();
  await button(large, 'Compare with…').click();
  await shoot(person, 'compare-choose');
  await large.locator('[data-picture], button:has(img)').nth(3).click();
  await large.getByRole('slider').waitFor();
  await shoot(person, 'compare');
  await closeAll(person.page);
  await open(0);
  await button(large, 'Make from this').click();
  await page.getByRole('group', { name: 'Starts from this picture' }).waitFor();
  await shoot(person, 'origin');
  await button(page, 'Start from nothing').click();
}

async function shootPeople(person: Person, other: string, shoot: Shoot): Promise<void> {
  const { page } = person;
  await button(page, 'People and invites').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('listitem').first().waitFor();
  await shoot(person, 'people');
  await button(dialog, 'Make a link').click();
  await dialog.getByLabel('Copy this invite').waitFor();
  await shoot(person, 'people-invite');
  await dialog.getByRole('button', { name: `Role of ${other}` }).click();
  await shoot(person, 'people-role');
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await shoot(person, 'people-remove');
  await button(dialog, 'Cancel').click();
  await button(dialog, 'Delete the room…').click();
  await shoot(person, 'people-delete-room');
  await closeAll(person.page);
}

async function shootMine(person: Person, shoot: Shoot): Promise<void> {
  await person.menu.click();
  await shoot(person, 'menu');
  await person.page.keyboard.press('Escape');
  for (const [item, state] of [
    ['Change your name', 'change-name'],
    ['Your data', 'your-data'],
    ['Keys', 'keys'],
    ['Sign out everywhere', 'sign-out'],
  ] as const) {
    await person.pick(item);
    await person.page.getByRole('dialog').waitFor();
    await shoot(person, state);
    if (state === 'your-data') {
      await button(person.page, 'Delete yourself…').click();
      await shoot(person, 'delete-yourself');
    }
    await closeAll(person.page);
  }
}

async function shootOffer(member: Person, hosts: Person[], shoot: Shoot): Promise<void> {
  await member.pictures.nth(3).click();
  await button(member.large, 'Show everybody').click();
  for (const host of hosts) {
    await host.page
      .getByRole('region', { name: 'Pictures shown to you' })
      .getByRole('button', { name: 'Open' })
      .waitFor();
    await shoot(host, 'offer');
    await button(host.page, 'Not now').click();
  }
  await closeAll(member.page);
}

async function shootLanguages(people: Person[], shoot: Shoot): Promise<void> {
  for (const person of people) {
    for (const [language, state] of [
      ['Deutsch', 'room-de'],
      ['中文', 'room-zh'],
      ['English', 'room-en'],
    ] as const) {
      await person.pickLanguage(language);
      if (state !== 'room-en') await shoot(person, state);
    }
  }
}

/** What others see who have a link: of a picture that is shared, of a locked room, of one that is not there, of one they were shown out of. */
async function shootDoors(hosts: Person[], strangers: Person[], shoot: Shoot): Promise<void> {
  const [host] = hosts as [Person];
  const room = host.page.url().split('?')[0] ?? '';
  await host.pictures.nth(0).click();
  await button(host.large, 'Share').click();
  const share = await host.page.getByLabel('Link', { exact: true }).inputValue();
  await closeAll(host.page);
  for (const stranger of strangers) {
    for (const [link, state] of [
      [share, 'share-page'],
      [share.replace(/.$/, '_'), 'share-page-none'],
      [new URL('/r/nowhere-at-all', room).href, 'room-none'],
      [room, 'door'],
    ] as const) {
      await stranger.page.goto(link);
      await stranger.page.getByRole('heading').first().waitFor();
      await shoot(stranger, state);
    }
    await stranger.page.getByLabel('Your name').fill(stranger.name);
    await button(stranger.page, 'Join').click();
    await stranger.developButton.waitFor();
  }
  await button(host.page, 'People and invites').click();
  const dialog = host.page.getByRole('dialog');
  for (const { name } of strangers) {
    await dialog.getByRole('button', { name: `Role of ${name}` }).click();
    await host.page.getByRole('menuitem', { name: 'Only let look' }).click();
  }
  for (const stranger of strangers) {
    await stranger.page.getByText('You are looking on.').waitFor();
    await shoot(stranger, 'viewer');
  }
  for (const { name } of strangers) {
    await dialog.getByRole('button', { name: `Role of ${name}` }).click();
    await host.page.getByRole('menuitem', { name: 'Remove…' }).click();
    await button(dialog, 'Remove').click();
    await dialog.getByRole('region', { name: 'Removed' }).waitFor();
  }
  for (const stranger of strangers) {
    await stranger.page.getByRole('heading', { name: 'Removed by the host' }).waitFor();
    await shoot(stranger, 'removed');
  }
  await closeAll(host.page);
}
