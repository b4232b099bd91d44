/** Fetches finished pictures back and saves them, but only as the very bytes that were stored: their sha256 is checked first. */
import fs from 'node:fs';
import path from 'node:path';
import type { Generation, Picture } from '@darkroom/protocol';
import { sha256 } from '../../../server/src/storage/sha256.ts';
import { Failure } from '../failure.ts';
import type { Http } from './wire.ts';

/** The folder in which the person typed the command; npm itself runs scripts in the root of the project. */
const HERE = process.env.INIT_CWD ?? process.cwd();

export interface Saved {
  url: string;
  file: string;
  width: number;
  height: number;
  seed: number;
  sha256: string;
  bytes: number;
}

export async function savePictures(http: Http, generation: Generation, out: string | undefined): Promise<Saved[]> {
  if (generation.pictures.length === 0) throw new Failure('The generation finished without a picture.');
  const saved: Saved[] = [];
  for (const picture of generation.pictures) saved.push(await savePicture(http, generation, picture, out));
  return saved;
}

async function savePicture(
  http: Http,
  generation: Generation,
  picture: Picture,
  out: string | undefined,
): Promise<Saved> {
  const { index, width, height, seed, sha256: wanted } = picture;
  const url = new URL(`/api/images/${generation.id}/${index}.png`, http.url).href;
  const response = await http.fetch(url);
  if (!response.ok) throw new Failure(`${url} answered ${response.status}.`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const found = sha256(bytes);
  if (found !== wanted) throw new Failure(`${url} is not what was stored: its sha256 is ${found}, not ${wanted}.`);
  const name = out
    ? numbered(out, generation.pictures.length > 1 ? index + 1 : 0)
    : unusedName(generation.prompt, seed);
  const file = path.resolve(HERE, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
  return { url, file, width, height, seed, sha256: wanted, bytes: bytes.length };
}

function numbered(file: string, number: number): string {
  if (number === 0) return file;
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${number}${ext || '.png'}`);
}

/** Named after the prompt and the seed; never over a file that is there. */
function unusedName(prompt: string, seed: number): string {
  const words = prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const stem = `${words.join('-').slice(0, 40) || 'picture'}-${seed}`;
  for (let copy = 0; ; copy++) {
    const file = numbered(`${stem}.png`, copy);
    if (!fs.existsSync(path.resolve(HERE, file))) return file;
  }
}
