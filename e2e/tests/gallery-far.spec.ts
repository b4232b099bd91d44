import { imageElementsKept, picturesKept } from '../support/kept.ts';
import type { Person } from '../support/person.ts';
import { fillRoom } from '../support/seeded-room.ts';
import { expect, test } from '../support/test.ts';

const PICTURES = 1_600;

/** Every picture's key as the server lists them. */
async function listed(person: Person): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor = ''; ; ) {
    const answer = await person.page.request.get(`/api/rooms/${person.slug}/gallery?limit=100${cursor}`);
    const { items, nextCursor } = await answer.json();
    for (const { generation, picture } of items) keys.push(`${generation.id}-${picture.index}`);
    if (nextCursor === null) return keys;
    cursor = `&cursor=${nextCursor}`;
  }
}

/** Scrolls until this picture is in the page, never on from rows that are not whole, and writes down where each picture was met. */
const walkTo = (person: Person, key: string | undefined, by: number) =>
  person.page.evaluate(
    async ({ key, by }) => {
      const met = new Map<string, string>();
      const cells = () => document.querySelectorAll<HTMLElement>('[data-picture]');
      const sheet = () => cells()[0]?.parentElement;
      while (!met.has(key ?? '')) {
        scrollBy(0, by);
        do await new Promise(requestAnimationFrame);
        while (sheet()?.childElementCount !== cells().length);
        for (const cell of cells()) met.set(cell.dataset.picture ?? '', cell.style.transform);
      }
      return { met: [...met], height: sheet()?.getBoundingClientRect().height };
    },
    { key, by },
  );

test('[GL2] of a sheet of any length only what is near is kept, and whoever comes back finds all in its place', async ({
  meet,
}) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await fillRoom(ada, PICTURES, 60);
  await ada.page.reload();
  await ada.arrive();
  await expect(ada.pictures.nth(10)).toBeVisible();
  const keys = await listed(ada);
  expect(keys).toHaveLength(PICTURES);

  const down = await walkTo(ada, keys.at(-1), 500);
  expect(down.met.map(([key]) => key).toSorted(), 'all, each once').toEqual(keys.toSorted());
  const kept = await picturesKept(ada.page);
  expect(kept).toBeGreaterThan(100);
  expect(kept).toBeLessThan(PICTURES / 2);

  // Where nothing is loaded, nothing moves: each lies where it lay.
  const up = await walkTo(ada, keys[12], -500);
  await ada.page.evaluate(() => scrollTo(0, 0));
  expect(up.height).toBe(down.height);
  expect(new Map(up.met)).toEqual(new Map(down.met));
  expect(await picturesKept(ada.page)).toBeLessThan(PICTURES / 2);
  expect(await ada.pictures.evaluateAll((all) => all.map((cell) => cell.getAttribute('data-picture')))).toEqual(
    keys.slice(0, await ada.pictures.count()),
  );
});

test('pictures far from the window can be chosen, opened by their link, and walked from', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await fillRoom(ada, PICTURES, 60);
  await ada.page.reload();
  await ada.arrive();
  await expect(ada.pictures.nth(10)).toBeVisible();
  const keys = await listed(ada);

  await ada.page.getByRole('button', { name: 'Select', exact: true }).click();
  await ada.sheet.locator(`[data-picture="${keys[3]}"]`).click();
  await walkTo(ada, keys.at(-1), 500);
  const last = ada.sheet.locator(`[data-picture="${keys.at(-1)}"]`);
  await last.click({ modifiers: ['Shift'] });
  const bar = ada.page.getByRole('toolbar', { name: 'Chosen pictures' });
  await expect(bar).toContainText(`${PICTURES - 3} selected`);
  await ada.page.keyboard.press('Escape');

  await last.focus();
  await ada.page.keyboard.press('Home');
  const first = ada.sheet.locator(`[data-picture="${keys[0]}"]`);
  await expect(first).toBeFocused();

  // One of those in the middle, of which nothing is kept by now.
  const middle = keys[800] ?? '';
  await ada.page.evaluate((key) => history.pushState(null, '', `?picture=${key}`), middle);
  const heading = ada.large.getByRole('heading', { level: 2 });
  await expect(heading).not.toBeEmpty();
  for (const key of [keys[801], keys[802]]) {
    await ada.page.keyboard.press('ArrowRight');
    await expect(ada.large.locator(`img[src*="${key?.slice(0, 36)}"]`).first()).toBeVisible();
  }
});

test('pictures that are scrolled past before they came are not waited for', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await fillRoom(ada, 400, 0);
  const keys = await listed(ada);
  await ada.page.route('**/*.webp', () => {});
  await ada.page.reload({ waitUntil: 'commit' });
  await expect(ada.pictures.nth(10)).toBeVisible();
  await walkTo(ada, keys.at(-1), 500);
  const drawn = await ada.pictures.count();
  expect(drawn).toBeLessThan(200);
  await expect.poll(() => imageElementsKept(ada.page)).toBeLessThan(drawn + 100);
});
