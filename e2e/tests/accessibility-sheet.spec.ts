/// <reference path="../../server/src/storage/png-chunks.d.ts" />
/** axe finds nothing on the sheet while it is searched, filtered and chosen from, nor where a picture is built on. */
import { addPngText } from '../../server/src/storage/png-text.ts';
import { chooseWide, closeAll, expectComfortable, WINDOWS } from '../support/accessible.ts';
import { APPLE, drop, pick } from '../support/bring.ts';
import { type Person, SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

const button = ({ page }: Person, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const search = ({ page }: Person) => page.getByRole('searchbox', { name: 'Search in prompts' });

const STATES: Record<string, (person: Person) => Promise<void>> = {
  'the filters': async (person) => {
    await button(person, /^Filter/).click();
    await expect(person.page.getByLabel('Made by')).toBeVisible();
  },
  'what a search found': async (person) => {
    await search(person).fill('apple');
    await expect(person.sheet.getByText('2 pictures')).toBeVisible();
  },
  'a search that was mistyped': async (person) => {
    await search(person).fill('aplpe');
    await expect(person.sheet.getByText('Looked for “apple” instead.')).toBeVisible();
  },
  'a search that finds nothing': async (person) => {
    await search(person).fill('qqqqq');
    await expect(person.sheet.getByText('Nothing here matches.')).toBeVisible();
    await button(person, 'Show all pictures').click();
    await expect(person.pictures).toHaveCount(2);
  },
  'chosen pictures': async (person) => {
    await button(person, 'Select').click();
    await person.pictures.first().click();
    await expect(person.page.getByRole('toolbar', { name: 'Chosen pictures' })).toBeVisible();
  },
  'deleting chosen pictures': async (person) => {
    await button(person, 'Select').click();
    await person.pictures.first().click();
    await person.page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await expect(person.page.getByRole('dialog', { name: 'Delete 1 picture?' })).toBeVisible();
  },
  'a lineage': async (person) => {
    await person.pictures.first().click();
    await button(person, 'Lineage').click();
    await expect(person.page.getByRole('dialog').getByRole('article')).toHaveCount(2);
  },
  'a picture that tells how it was made': async (person) => {
    await drop(
      person,
      'elsewhere.png',
      addPngText(APPLE, { parameters: 'a castle\nSteps: 28, Sampler: Euler, CFG scale: 7, Seed: 42' }),
    );
    await expect(person.page.getByRole('dialog', { name: 'This picture tells how it was made' })).toBeVisible();
  },
  'a picture to begin from': async (person) => {
    await pick(person, 'apple.png', APPLE);
    await expect(person.page.getByRole('group', { name: 'Starts from this picture' })).toBeVisible();
  },
};

for (const [name, options] of Object.entries(WINDOWS)) {
  test(`axe finds nothing wherever pictures are looked for, chosen and built on (${name})`, async ({ meet }) => {
    const ada = await meet('Ada', options);
    await ada.startRoom();
    await chooseWide(ada, SHORT);
    await ada.submit('a red apple');
    await ada.onSheet('a red apple').click();
    await button(ada, 'Variation').click();
    await closeAll(ada.page);
    await expect(ada.pictures).toHaveCount(2);
    for (const [what, reach] of Object.entries(STATES)) {
      await test.step(what, async () => {
        await reach(ada);
        await expectComfortable(ada, what);
        await closeAll(ada.page);
        await ada.page.keyboard.press('Escape');
      });
    }
  });
}
