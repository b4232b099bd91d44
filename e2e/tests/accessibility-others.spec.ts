/** axe finds nothing in what takes a second person to see: what a host does to them, what they see then, and what a link shows a stranger. */
import { chooseWide, closeAll, expectComfortable, WINDOWS } from '../support/accessible.ts';
import { SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

for (const [name, options] of Object.entries(WINDOWS)) {
  test(`axe finds nothing between a host, a member and a stranger (${name})`, async ({ meet }) => {
    const [ada, bo, eve] = await Promise.all(['Ada', 'Bo', 'Eve'].map((who) => meet(who, options)));
    if (!ada || !bo || !eve) throw new Error('Nobody is there');
    const link = await ada.startRoom();
    await bo.join(link);
    await chooseWide(bo, SHORT);
    await bo.submit('a red apple');

    await bo.onSheet('a red apple').click();
    await bo.large.getByRole('button', { name: 'Show everybody' }).click();
    await expect(ada.page.getByRole('region', { name: 'Pictures shown to you' })).toBeVisible();
    await expectComfortable(ada, 'a picture that somebody shows');
    await ada.page.getByRole('button', { name: 'Not now' }).click();
    await bo.page.getByRole('button', { name: 'Share', exact: true }).click();
    await bo.page.getByRole('button', { name: 'Make a link' }).click();
    const share = await bo.page.getByLabel('Link', { exact: true }).inputValue();
    await closeAll(bo.page);

    await eve.page.goto(share);
    await expect(eve.page.getByRole('heading', { name: 'a red apple' })).toBeVisible();
    await expectComfortable(eve, 'a shared picture');
    await eve.page.goto(share.replace(/.{4}$/, 'AAAA'));
    await expect(eve.page.getByText('Nothing is shared here.')).toBeVisible();
    await expectComfortable(eve, 'a link that shows nothing');

    await ada.page.getByRole('button', { name: 'People and invites' }).click();
    const people = ada.page.getByRole('dialog');
    await people.getByRole('switch', { name: 'Lock the room' }).click();
    await people.getByRole('button', { name: 'Role of Bo' }).click();
    await expect(ada.page.getByRole('menuitem', { name: 'Only let look' })).toBeVisible();
    await expectComfortable(ada, 'the role of somebody');
    await ada.page.getByRole('menuitem', { name: 'Only let look' }).click();
    await expect(bo.page.getByText('You are looking on.')).toBeVisible();
    await expectComfortable(bo, 'a room for who may only look');
    await bo.onSheet('a red apple').click();
    await expectComfortable(bo, 'a picture for who may only look');
    await closeAll(bo.page);

    await eve.page.goto(link);
    await eve.page.getByLabel('Your name').fill('Eve');
    await eve.page.getByRole('button', { name: 'Join' }).click();
    await expect(eve.page.getByRole('heading', { name: 'This room is locked' })).toBeVisible();
    await expectComfortable(eve, 'a locked room');

    await people.getByRole('button', { name: 'Role of Bo' }).click();
    await ada.page.getByRole('menuitem', { name: 'Remove…' }).click();
    await expect(ada.page.getByText('They are shown out at once')).toBeVisible();
    await expectComfortable(ada, 'removing somebody');
    await people.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(people.getByRole('region', { name: 'Removed' })).toBeVisible();
    await expectComfortable(ada, 'who was removed');
    await expect(bo.page.getByRole('heading', { name: 'Removed by the host' })).toBeVisible();
    await expectComfortable(bo, 'a room that one was removed from');

    await closeAll(ada.page);
    await ada.pick('Your data');
    await ada.page.getByRole('button', { name: 'Delete yourself…' }).click();
    await expect(ada.page.getByLabel(/^Type your name/)).toBeVisible();
    await expectComfortable(ada, 'deleting oneself');
  });
}
