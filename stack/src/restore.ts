/**
 * `npm run restore -- FOLDER`: puts a backup into a database and a bucket that hold nothing yet; whatever they hold is never touched.
 * All of it is there afterwards, or no row. Status 0 when it is.
 */
import path from 'node:path';
import { applied, deploy, reset } from '@darkroom/prisma/migrate';
import { folderOf, runCommand } from './backup/command.ts';
import { OBJECTS, readManifest } from './backup/manifest.ts';
import { loadObjects } from './backup/objects.ts';
import { filledTables, loadRows } from './backup/rows.ts';
import { withStores } from './backup/stores.ts';
import { Failure } from './failure.ts';

await runCommand(async (stages) => {
  const folder = folderOf('restore');
  const { migrations, rows, tables } = readManifest(folder);
  await withStores({ alone: true }, async ({ databaseUrl: url, bucket }) => {
    await stages.run('migrations', () => migrateTo(url, migrations));
    const missing: string[] = [];
    await stages.run('rows and pictures', () =>
      loadRows(url, path.join(folder, rows), tables, async (objects) => {
        const found = await loadObjects(bucket, path.join(folder, OBJECTS), objects);
        missing.push(...found.missing);
        stages.say(`    ${found.copied} objects (${(found.bytes / 1e6).toFixed(1)} MB)`);
      }),
    );
    // The backup may be of an older Darkroom: what came since is done to its rows now.
    const since = await deploy({ url });
    if (since.length > 0) stages.say(`Brought up to date: ${since.join(', ')}`);
    if (missing.length > 0) stages.say(`${missing.length} objects were missing: Darkroom makes those pictures again.`);
    stages.say('Restored.');
  });
});

/** Tables as they were when the backup was made. @throws Failure when there are rows already */
async function migrateTo(url: string, migrations: string[]): Promise<void> {
  await deploy({ url });
  const filled = await filledTables(url);
  if (filled.length > 0) {
    throw new Failure(
      `The database is not empty: there are rows in ${filled.join(', ')}.`,
      'Restore into an empty one: name another with DATABASE_URL and S3_BUCKET, or with DARKROOM_HOME.',
    );
  }
  const present = await applied({ url });
  const unknown = migrations.filter((name) => !present.includes(name));
  if (unknown.length > 0) {
    throw new Failure(`The backup is of a newer Darkroom: it knows ${unknown.join(', ')}.`, 'Update, then restore.');
  }
  if (present.length === migrations.length) return;
  await reset({ url });
  await deploy({ url, only: migrations });
}
