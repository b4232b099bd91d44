/**
 * Makes database and bucket ready before server and worker start, at the addresses in the environment: applies the migrations and
 * makes the bucket where it is missing. Safe to run again and several at a time. Status 1, with the reason, when it could not.
 */
import { deploy } from '@darkroom/prisma/migrate';
import { withSecretFiles } from '../../server/src/config/secret-files.ts';
import { ensureBucket } from './bucket.ts';
import { describe, Failure } from './failure.ts';
import { s3Settings } from './services.ts';

try {
  const given = withSecretFiles(process.env);
  const { DATABASE_URL } = given;
  if (!DATABASE_URL) throw new Failure('DATABASE_URL is not set.');
  const applied = await deploy({ url: DATABASE_URL });
  console.log(applied.length ? applied.map((name) => `applied ${name}`).join('\n') : 'Migrations: nothing to apply.');
  const settings = s3Settings(given);
  await ensureBucket(settings);
  console.log(`Bucket ${settings.S3_BUCKET} is there.`);
  process.exit(0);
} catch (error) {
  console.error(describe(error));
  process.exit(1);
}
