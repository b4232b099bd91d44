/** axe finds nothing in a room, whatever is open in it, wide or narrow. A new dialog or panel gets a line here. */
import { chooseWide, closeAll, expectComfortable, WINDOWS } from '../support/accessible.ts';
import { type Person, SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

/** Each opens something in a room and says what; Esc closes it again. */
const OPENED: Record<string, (person: Person) => Promise<void>> = {
  'the settings': async ({ page, settingsButton }) => {
    await settingsButton.click();
    await expect(page.getByLabel('Negative prompt')).toBeVisible();
  },
  'a refused setting': async ({ page, settingsButton, prompt, developButton }) => {
    await settingsButton.click();
    await page.getByLabel('Steps', { exact: true }).fill('0');
    await page.keyboard.press('Escape');
    await prompt.fill('a red apple');
    await developButton.click();
    await expect(page.getByText('Whole steps from').first()).toBeVisible();
    await page.getByLabel('Steps', { exact: true }).fill('4');
  },
  'the menu': async ({ page, menu }) => {
    await menu.click();
    await expect(page.getByRole('menu')).toBeVisible();
  },
  'another name': async (person) => {
    await person.pick('Change your name');
    await expect(person.page.getByRole('dialog')).toBeVisible();
  },
  'signing out': async (person) => {
    await person.pick('Sign out');
    await expect(person.page.getByRole('dialog', { name: 'Sign out?' })).toBeVisible();
  },
  'one’s data': async (person) => {
    await person.pick('Your data');
    await expect(person.page.getByRole('dialog')).toBeVisible();
  },
  'the keys': async (person) => {
    await person.pick('Keys');
    await expect(person.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  },
  'a picture': async ({ page, pictures }) => {
    await pictures.first().click();
    await expect(page.getByRole('dialog').getByRole('heading')).toBeVisible();
  },
  'choosing what to compare with': async ({ page, pictures }) => {
    await pictures.first().click();
    await page.getByRole('button', { name: 'Compare with…' }).click();
    await expect(page.getByText('Choose a picture to compare with')).toBeVisible();
  },
  'two pictures compared': async ({ page, pictures, large }) => {
    await pictures.first().click();
    await page.getByRole('button', { name: 'Compare with…' }).click();
    await large.getByRole('button', { name: 'a red apple' }).click();
    await expect(page.getByRole('slider')).toBeVisible();
  },
  'sharing a picture': async ({ page, pictures }) => {
    await pictures.first().click();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Share this picture' })).toBeVisible();
    await page.getByRole('button', { name: 'Make a link' }).click();
    await expect(page.getByLabel('Link', { exact: true })).toBeVisible();
  },
  'deleting a picture': async ({ page, pictures }) => {
    await pictures.first().click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Delete this picture?' })).toBeVisible();
  },
  'people and invites': async ({ page }) => {
    await page.getByRole('button', { name: 'People and invites' }).click();
    await expect(page.getByRole('dialog', { name: 'People' })).toBeVisible();
    await page.getByRole('button', { name: 'Make a link' }).click();
    await expect(page.getByRole('button', { name: /^Revoke the invite/ })).toBeVisible();
  },
  'deleting the room': async ({ page }) => {
    await page.getByRole('button', { name: 'People and invites' }).click();
    await page.getByRole('button', { name: 'Delete the room…' }).click();
    await expect(page.getByText('Delete this room?')).toBeVisible();
  },
  'a missing picture': async ({ page }) => {
    await page.evaluate(() => history.pushState(null, '', `${location.pathname}?picture=nowhere-0`));
    await expect(page.getByText('This picture is not in this room.')).toBeVisible();
  },
};

for (const [name, options] of Object.entries(WINDOWS)) {
  test(`axe finds nothing in a room, whatever is open (${name})`, async ({ meet }) => {
    const ada = await meet('Ada', options);
    const { page } = ada;
    await ada.startRoom();
    await expectComfortable(ada, 'an empty room');
    await chooseWide(ada, SHORT);
    for (const prompt of ['a red apple', 'a green fish']) {
      await ada.submit(prompt);
      await expect(ada.onSheet(prompt)).toBeVisible({ timeout: 60_000 });
    }
    for (const [what, open] of Object.entries(OPENED)) {
      await test.step(what, async () => {
        await open(ada);
        await expectComfortable(ada, what);
        await closeAll(page);
      });
    }
    await ada.pictures.first().click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByText('The picture’s link is copied.')).toBeVisible();
    await expectComfortable(ada, 'a toast');
    await closeAll(page);
    await page.context().setOffline(true);
    await expect(ada.notConnected).toBeVisible();
    await ada.submit('kept for later');
    await expectComfortable(ada, 'without a connection');
    await page.context().setOffline(false);
  });

  test(`axe finds nothing in a busy room (${name})`, async ({ meet }) => {
    const ada = await meet('Ada', options);
    const link = await ada.startRoom();
    await chooseWide(ada, { Steps: '100', Width: '192', Height: '192' });
    for (const other of ['Bo', 'Cem', 'Dina']) await (await meet(other)).join(link);
    for (const prompt of ['a red apple', 'two cats', 'eine sehr lange Beschreibung '.repeat(12), 'תפוח אדום']) {
      await ada.submit(prompt);
    }
    try {
      await expect(ada.tray.getByText(/Developing, step/).first()).toBeVisible();
      await expectComfortable(ada, 'a busy room');
      const more = ada.page.getByRole('button', { name: /more people/ });
      if (options.hasTouch) {
        await more.click();
        await expectComfortable(ada, 'everybody here');
        await ada.page.keyboard.press('Escape');
      }
    } finally {
      // Whoever comes next must not wait for these.
      const cancel = ada.tray.getByRole('button', { name: 'Cancel' });
      // One may be done before it is pressed.
      while ((await cancel.count()) > 0)
        await cancel
          .last()
          .click({ timeout: 2_000 })
          .catch(() => {});
    }
  });
}
