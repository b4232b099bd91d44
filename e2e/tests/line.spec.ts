import { LONG, SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

test('[QU1, QU2, GN4, GN5] the line is fair, counts down for everybody, and only author and host may cancel', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await ada.choose(LONG);
  await ada.submit('a yellow rocket');
  await expect(bo.inTray('a yellow rocket')).toContainText('Developing');
  await ada.submit('a green fish');
  await bo.choose(SHORT);
  await expect(bo.inTray('a green fish')).toContainText('1st in line');
  // Ada has her turn: Bo's first comes before her second.
  await bo.submit('three strawberries');
  await bo.submit('a purple owl');
  for (const person of [ada, bo]) {
    await expect(person.inTray('three strawberries')).toContainText('1st in line');
    await expect(person.inTray('a green fish')).toContainText('2nd in line');
    await expect(person.inTray('a purple owl')).toContainText('3rd in line');
  }

  const cancel = { name: 'Cancel' };
  for (const prompt of ['a yellow rocket', 'a green fish'])
    await expect(bo.inTray(prompt).getByRole('button', cancel)).toHaveCount(0);
  await expect(bo.inTray('three strawberries').getByRole('button', cancel)).toBeVisible();

  await ada.inTray('a green fish').getByRole('button', cancel).click();
  for (const person of [ada, bo]) {
    await expect(person.inTray('a green fish')).toBeHidden();
    await expect(person.inTray('a purple owl')).toContainText('2nd in line');
  }

  await ada.inTray('a yellow rocket').getByRole('button', cancel).click();
  for (const person of [ada, bo]) {
    await expect(person.inTray('a yellow rocket')).toBeHidden();
    await expect(person.onSheet('three strawberries')).toBeVisible();
    await expect(person.onSheet('a purple owl')).toBeVisible();
    await expect(person.onSheet('a green fish')).toHaveCount(0);
  }
});

test('[GN4] the host may cancel what others wait for', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  await bo.join(await ada.startRoom());
  await bo.choose(LONG);
  await bo.submit('a panda on a pink background');
  await ada.inTray('a panda on a pink background').getByRole('button', { name: 'Cancel' }).click();
  for (const person of [ada, bo]) await expect(person.inTray('a panda on a pink background')).toBeHidden();
});
