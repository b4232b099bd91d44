import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Person, SHORT } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

async function develop(person: Person, ...prompts: string[]): Promise<void> {
  await person.choose(SHORT);
  for (const prompt of prompts) {
    await person.submit(prompt);
    await expect(person.onSheet(prompt)).toBeVisible();
  }
}

async function deleteSelf({ page, ...person }: Person, choice: string, pick: () => Promise<void>): Promise<void> {
  await pick();
  await page.getByRole('button', { name: 'Delete yourself…' }).click();
  await page.getByRole('radio', { name: choice }).check();
  const field = page.getByLabel(/^Type your name/);
  await field.fill('somebody else');
  await page.getByRole('button', { name: 'Delete me' }).click();
  await expect(page.getByText('That is not your name.')).toBeVisible();
  await field.fill(person.name);
  await page.getByRole('button', { name: 'Delete me' }).click();
  // The first page, as nobody.
  await page.waitForURL(/\/$/);
  await expect(page.getByRole('button', { name: /^You: / })).toHaveCount(0);
}

test('[MD2] everything of mine comes as a zip, with the pictures’ own bytes', async ({ meet }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await develop(ada, 'a paper boat', 'an owl: in "rain"');
  const items = await ada.gallery();
  await ada.pick('Your data');
  const download = ada.page.waitForEvent('download');
  await ada.page.getByRole('link', { name: 'Download everything' }).click();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'darkroom-export-'));
  const zip = path.join(folder, 'export.zip');
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^darkroom-\d{4}-\d\d-\d\d\.zip$/);
  await file.saveAs(zip);
  execFileSync('python3', ['-m', 'zipfile', '-e', zip, folder]);
  const prompts = JSON.parse(fs.readFileSync(path.join(folder, 'prompts.json'), 'utf8')) as {
    prompt: string;
    pictures: { file: string }[];
  }[];
  expect(prompts.map(({ prompt }) => prompt)).toEqual(['a paper boat', 'an owl: in "rain"']);
  const hashes = prompts.flatMap(({ pictures }) =>
    pictures.map((picture) =>
      createHash('sha256')
        .update(fs.readFileSync(path.join(folder, picture.file)))
        .digest('hex'),
    ),
  );
  expect(hashes).toEqual(items.map(({ picture }) => picture.sha256).reverse());
  fs.rmSync(folder, { recursive: true });
});

test('[SH2] links that are out there are listed with what is mine, and taken back there', async ({ meet, request }) => {
  const ada = await meet('Ada');
  await ada.startRoom();
  await develop(ada, 'a paper boat');
  await ada.onSheet('a paper boat').click();
  await ada.page.getByRole('button', { name: 'Share', exact: true }).click();
  await ada.page.getByRole('button', { name: 'Make a link' }).click();
  const link = await ada.page.getByLabel('Link', { exact: true }).inputValue();
  await ada.page.goto('/');
  await ada.pick('Your data');
  await expect(ada.page.getByText('a paper boat')).toBeVisible();
  await ada.page.getByRole('button', { name: 'Take back the link to “a paper boat”' }).click();
  await expect(ada.page.getByText('No picture is shared by a link.')).toBeVisible();
  expect((await request.get(link)).status()).toBe(404);
});

test('[MD3, MD5] who deletes themself with their pictures is gone from the room that others watch', async ({
  meet,
}) => {
  const [ada, bo] = [await meet('Ada'), await meet('Bo')];
  const link = await ada.startRoom();
  await bo.join(link);
  await develop(ada, 'a paper boat');
  await develop(bo, 'an owl in the rain');
  const other = await ada.page.context().newPage();
  await other.goto(link);
  await expect(other.getByRole('button', { name: /^You: / })).toBeVisible();
  await deleteSelf(ada, 'Go with you', () => ada.pick('Your data'));
  await expect(bo.onSheet('a paper boat')).toHaveCount(0);
  await expect(bo.onSheet('an owl in the rain')).toBeVisible();
  await expect(bo.people).toHaveCount(1);
  await expect(bo.people.filter({ hasText: 'Bo' })).toContainText('host');
  // The other tab knows, too: it asks for a name.
  await expect(other.getByLabel('Your name')).toBeVisible();
});

test('[MD3] who leaves their pictures leaves them without a name', async ({ meet }) => {
  const [ada, bo] = [await meet('Ada Lovelace'), await meet('Bo')];
  const link = await ada.startRoom();
  await bo.join(link);
  await develop(ada, 'a paper boat');
  await deleteSelf(ada, 'Stay without your name', () => ada.pick('Your data'));
  await expect(bo.people).toHaveCount(1);
  await bo.onSheet('a paper boat').click();
  await expect(bo.large.getByText('Someone who left')).toBeVisible();
  // The room had her name as long as nobody gave it another.
  await expect(bo.page).toHaveTitle('A room');
  await bo.page.reload();
  await expect(bo.large.getByText('Someone who left')).toBeVisible();
  await expect(bo.page.getByText('Ada Lovelace')).toHaveCount(0);
});
