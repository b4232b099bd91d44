/** What docs/OPERATIONS.md promises of `npm run backup` and `npm run restore`, on Darkrooms that run. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { GalleryPage, Generation } from '@darkroom/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot } from '../../../stack/src/paths.ts';
import { sha256 } from '../../src/storage/sha256.ts';
import { Cluster, type Gateway } from '../support/cluster.ts';
import { Person } from '../support/person.ts';
import { expectWhole } from '../support/pictures.ts';
import type { RoomTab } from '../support/room-tab.ts';
import { temporaryHome } from '../support/temporary-home.ts';

const run = promisify(execFile);
const home = temporaryHome();
const folder = path.join(home.path, 'backup');

let before: Cluster;
let after: Cluster;
let ada: Person;
let tab: RoomTab;

/** As a person would give it, beside the Darkroom of `cluster`. Its output. */
async function command(name: 'backup' | 'restore', cluster: Cluster): Promise<string> {
  const { stdout } = await run(process.execPath, [inRoot(`stack/src/${name}.ts`), folder], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...cluster.data.env },
  });
  return stdout;
}

async function gallery({ url }: Gateway): Promise<GalleryPage> {
  const answer = await fetch(`${url}/api/rooms/${tab.room.slug}/gallery`, { headers: { cookie: ada.cookie } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as GalleryPage;
}

const filesIn = (name: string) =>
  fs.readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

beforeAll(async () => {
  before = await Cluster.start();
  ada = await Person.enter(before.gateway, 'Ada, "the first"');
  tab = await ada.host('Before, and after; ünïcode');
}, 60_000);

afterAll(async () => {
  ada?.leave();
  await after?.stop();
  home.remove();
});

it('saves while Darkroom runs, and the next time only what is new', async () => {
  const first = await tab.request({ count: 2, prompt: 'two, with "quotes", commas\nand lines' });
  await tab.ended(first.id);
  expect(await command('backup', before)).toContain('4 named, 4 new');
  const second = await tab.request();
  await tab.ended(second.id);
  expect(await command('backup', before)).toContain('6 named, 2 new');
  expect(filesIn('objects')).toHaveLength(6);
  expect(fs.readdirSync(folder).filter((name) => name.startsWith('rows-'))).toHaveLength(1);
});

it('restores after everything was wiped: the same gallery for the same person, and what waited is made', async () => {
  // Nobody works on it: it waits when the backup is made.
  await before.worker.stop();
  const waiting: Generation = await tab.request({ prompt: 'it waits' });
  const apple = new Uint8Array(fs.readFileSync(inRoot('torchserve/builtin/references/apple.png')));
  const brought = await ada.fetch(`/api/rooms/${tab.room.slug}/uploads`, { method: 'POST', body: apple });
  const upload = ((await brought.json()) as { id: string }).id;
  await command('backup', before);
  const wanted = await gallery(before.gateway);
  expect(wanted.items).toHaveLength(3);
  await before.stop();

  after = await Cluster.start({ gateways: 0, workers: 0 });
  expect(await command('restore', after)).toContain('8 objects');
  const gateway = await after.addGateway();
  expect(await gallery(gateway)).toEqual(wanted);
  for (const { generation, picture } of wanted.items) {
    const original = `${gateway.url}/api/images/${generation.id}/${picture.index}.png`;
    const answer = await fetch(original, { headers: { cookie: ada.cookie } });
    expect(sha256(Buffer.from(await answer.arrayBuffer()))).toBe(picture.sha256);
  }
  for (const file of ['original.png', 'thumbnail.webp']) {
    const answer = await fetch(`${gateway.url}/api/uploads/${upload}/${file}`, { headers: { cookie: ada.cookie } });
    expect(answer.status, file).toBe(200);
  }
  const again = await ada.openRoom(tab.room, gateway);
  await after.addWorker();
  await expectWhole(after.data, await again.shown(waiting.id, 'finished'));
});

it('touches nothing where there are rows already', async () => {
  const rows = await after.data.sql('SELECT id, name FROM rooms');
  await expect(command('restore', after)).rejects.toThrow(/The database is not empty/);
  expect(await after.data.sql('SELECT id, name FROM rooms')).toEqual(rows);
});

it('refuses a folder that holds no whole backup', async () => {
  fs.rmSync(path.join(folder, 'backup.json'));
  await expect(command('restore', after)).rejects.toThrow(/no whole backup/);
});
