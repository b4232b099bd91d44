import { readExifComment } from './exif-comment.ts';
import { type FileSettings, settingsIn } from './parameters.ts';
import { readPngText } from './png-text.ts';

/** How a picture was made, if its file says so: a PNG in its texts, a JPEG or WebP in the comment of its EXIF. */
export async function settingsOfFile(bytes: Uint8Array): Promise<FileSettings | null> {
  const parameters = readExifComment(bytes);
  return settingsIn(parameters === null ? await readPngText(bytes) : { parameters });
}
