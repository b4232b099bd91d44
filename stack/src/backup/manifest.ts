/** What a folder with a backup holds. Written last: without it there is no backup. */
import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.ts';
import { writeWhole } from '../secrets.ts';

export interface Manifest {
  madeAt: string;
  /** The migrations of the database, in order. */
  migrations: string[];
  /** Folder with one CSV a table. */
  rows: string;
  /** Each behind those that it refers to. */
  tables: string[];
  /** Keys that rows name and the bucket did not hold. */
  missing: string[];
}

const FILE = 'backup.json';
export const OBJECTS = 'objects';

export function readManifest(folder: string): Manifest {
  const file = path.join(folder, FILE);
  if (!fs.existsSync(file)) throw new Failure(`There is no whole backup in ${folder}: ${FILE} is missing.`);
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
}

export const writeManifest = (folder: string, manifest: Manifest) => writeWhole(path.join(folder, FILE), manifest);
