/** axe finds nothing on any page before a room, wide or narrow. A new page gets a line here. */
import { expectComfortable, WINDOWS } from '../support/accessible.ts';
import { expect, test } from '../support/test.ts';

for (const [name, options] of Object.entries(WINDOWS)) {
  test(`axe finds nothing before a room (${name})`, async ({ meet }) => {
    const [ada, eve] = [await meet('Ada', options), await meet('Eve', options)];
    await ada.page.goto('/');
    await expect(ada.page.getByLabel('Your name')).toBeVisible();
    await expectComfortable(ada, 'the first page for somebody new');
    await ada.page.getByRole('button', { name: 'Start a room' }).click();
    await expectComfortable(ada, 'the first page without the name it asks for');
    const link = await ada.startRoom();
    await ada.page.goto('/');
    await expect(ada.page.getByRole('heading', { name: 'Your rooms' })).toBeVisible();
    await expectComfortable(ada, 'the first page with rooms');
    await eve.page.goto(link);
    await expect(eve.page.getByLabel('Your name')).toBeVisible();
    await expectComfortable(eve, 'a room’s door');
    await eve.page.goto('/r/AAAAAAAAAAAAAAAAAAAAAA');
    await expect(eve.page.getByText('This room does not exist.')).toBeVisible();
    await expectComfortable(eve, 'no such room');
    await eve.page.goto('/nowhere');
    await expect(eve.page.getByText('There is no page here.')).toBeVisible();
    await expectComfortable(eve, 'no such page');
    await eve.page.route('**/api/session', (route) => route.abort());
    await eve.page.goto(link);
    await expect(eve.page.getByText('The room cannot be opened now.')).toBeVisible();
    await expectComfortable(eve, 'a room that cannot be opened');
  });
}
