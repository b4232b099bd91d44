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
  const line = new GrowingLine(maxLineBytes);
  for await (let chunk of chunks) {
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE)) {
      line.append(chunk.subarray(0, end));
      const parsed = parse(line.take());
      if (parsed) yield parsed.value;
      chunk = chunk.subarray(end + 1);
    }
    line.append(chunk);
  }
  if (!line.isEmpty) throw new MalformedStream('The stream broke off within a line');
}

/** One buffer that doubles: a list of chunks would take a hundred times their size where each holds a byte. */
class GrowingLine {
  private readonly maxBytes: number;
  private bytes = Buffer.alloc(0);
  private length = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** @throws MalformedStream when it grows too long */
  append(chunk: Uint8Array): void {
    const length = this.length + chunk.length;
    if (length > this.maxBytes) throw new MalformedStream(`A line is longer than ${this.maxBytes} bytes`);
    if (length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.min(this.maxBytes, Math.max(length, 2 * this.bytes.length)));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.length);
    this.length = length;
  }

  /** The line so far; the next one begins. */
  take(): Buffer {
    const line = this.bytes.subarray(0, this.length);
    this.bytes = Buffer.alloc(0);
    this.length = 0;
    return line;
  }
}

function parse(line: Buffer): { value: unknown } | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(line).trim();
    return text ? { value: JSON.parse(text) } : null;
  } catch (cause) {
    throw new MalformedStream(`Not a JSON line: ${line.toString('utf8', 0, 80)}`, { cause });
  }
}
