/** The texts that a PNG carries, read in the browser: `tEXt`, `iTXt` and `zTXt` chunks by their keyword. Pixels are skipped. */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Far above what any tool writes; a text that unpacks to more is left out. */
const MAX_TEXT_BYTES = 1_000_000;

const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder();

/** Empty for what is no PNG or holds no text. What is damaged is read as far as it goes. Never throws. */
export async function readPngText(bytes: Uint8Array): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) return texts;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = latin1.decode(bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (data.length < length || type === 'IEND') break;
    const found = data.length <= MAX_TEXT_BYTES ? await textOf(type, data).catch(() => null) : null;
    if (found) texts[found[0]] ??= found[1];
    at += 12 + length;
  }
  return texts;
}

async function textOf(type: string, data: Uint8Array): Promise<[string, string] | null> {
  const end = data.indexOf(0);
  if (end < 1) return null;
  const keyword = latin1.decode(data.subarray(0, end));
  if (type === 'tEXt') return [keyword, decoded(data.subarray(end + 1))];
  // keyword NUL, method, packed text.
  if (type === 'zTXt') return [keyword, decoded(await unpack(data.subarray(end + 2)))];
  if (type !== 'iTXt') return null;
  // keyword NUL, packed?, method, language NUL, keyword in that language NUL, text.
  const language = data.indexOf(0, end + 3);
  const translated = data.indexOf(0, language + 1);
  if (language < 0 || translated < 0) return null;
  const text = data.subarray(translated + 1);
  return [keyword, utf8.decode(data[end + 1] === 1 ? await unpack(text) : text)];
}

/** By the standard it is Latin-1; several tools write UTF-8 all the same. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

/** @throws Error for what is damaged, or unpacks to too much */
async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
  const chunks: Uint8Array[] = [];
  let held = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    held += value.length;
    if (held > MAX_TEXT_BYTES) {
      await reader.cancel();
      throw new Error('The text unpacks to too much');
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(held);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
