/**
 * `npm run backup -- FOLDER`: every row of one moment and every picture that it names. Darkroom may run meanwhile. In a folder that
 * holds an earlier backup only new pictures are copied, and the earlier one is whole until the new one is. Status 0 when all is there.
 */
import fs from 'node:fs';
import path from 'node:path';
import { applied } from '@darkroom/prisma/migrate';
import { folderOf, runCommand } from './backup/command.ts';
import { OBJECTS, writeManifest } from './backup/manifest.ts';
import { saveObjects } from './backup/objects.ts';
import { saveRows } from './backup/rows.ts';
import { withStores } from './backup/stores.ts';

await runCommand(async (stages) => {
  const folder = folderOf('backup');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  await withStores({ alone: false }, async ({ databaseUrl, bucket }) => {
    const madeAt = new Date().toISOString();
    const rows = `rows-${madeAt.replaceAll(/\D/g, '')}`;
    fs.mkdirSync(path.join(folder, rows), { mode: 0o700 });
    const migrations = await applied({ url: databaseUrl });
    const { tables, objects } = await stages.run('rows', () => saveRows(databaseUrl, path.join(folder, rows)));
    // Pictures come to the bucket before the rows that name them, so all that these rows name are there by now.
    const { missing } = await stages.run('objects', async () => {
      const found = await saveObjects(bucket, path.join(folder, OBJECTS), objects);
      stages.say(`    ${objects.length} named, ${found.copied} new (${(found.bytes / 1e6).toFixed(1)} MB)`);
      return found;
    });
    writeManifest(folder, { madeAt, migrations, rows, tables, missing });
    removeOtherRows(folder, rows);
    if (missing.length > 0)
      stages.say(`${missing.length} objects are not in the bucket: Darkroom makes those pictures again.`);
    stages.say(`Saved in ${folder}`);
  });
});

function removeOtherRows(folder: string, rows: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (/^rows-\d+$/.test(name) && name !== rows) fs.rmSync(path.join(folder, name), { recursive: true });
  }
}
