/** Far above any picture as base64, far below what would hurt the process. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;
const NEWLINE = 0x0a;

export class MalformedStream extends Error {
  override readonly name = 'MalformedStream';
}

/**
 * One JSON value a line. Network chunks split and join lines anywhere, within a character too: bytes are gathered up to the newline
 * and only then decoded. Blank lines are skipped.
 * @throws MalformedStream for a line that is no JSON or no UTF-8, that is too long, or that the stream breaks off in.
 */
export async function* readNdjson(
  chunks: AsyncIterable<Uint8Array>,
  { maxLineBytes = MAX_LINE_BYTES } = {},
): AsyncGenerator<unknown> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (let chunk of chunks) {
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE)) {
      const line = parse(Buffer.concat([...parts, chunk.subarray(0, end)]), maxLineBytes);
      if (line) yield line.value;
      chunk = chunk.subarray(end + 1);
      parts = [];
      held = 0;
    }
    held += chunk.length;
    if (held > maxLineBytes) throw tooLong(maxLineBytes);
    if (chunk.length > 0) parts.push(chunk);
  }
  if (held > 0) throw new MalformedStream('The stream broke off within a line');
}

function parse(line: Buffer, maxLineBytes: number): { value: unknown } | null {
  if (line.length > maxLineBytes) throw tooLong(maxLineBytes);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(line).trim();
    return text ? { value: JSON.parse(text) } : null;
  } catch (cause) {
    throw new MalformedStream(`Not a JSON line: ${line.toString('utf8', 0, 80)}`, { cause });
  }
}

const tooLong = (maxLineBytes: number) => new MalformedStream(`A line is longer than ${maxLineBytes} bytes`);
