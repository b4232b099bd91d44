import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../test/support/collect.ts';
import { MalformedStream, readNdjson } from './ndjson.ts';

async function* chunked(bytes: Uint8Array, cuts: number[]) {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

const read = (text: string | Uint8Array, cuts: number[] = [], options = {}) =>
  collect(readNdjson(chunked(Buffer.from(text), cuts), options));

describe('readNdjson', () => {
  it('gives the same values wherever the network cuts the bytes', async () => {
    const anyLines = fc.array(fc.jsonValue({ stringUnit: 'grapheme' }), { maxLength: 8 });
    const anyCuts = fc.array(fc.nat(), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(anyLines, anyCuts, async (values, cuts) => {
        const lines = values.map((value) => JSON.stringify(value));
        const text = lines.map((line) => `${line}\n`).join('');
        expect(await read(text, cuts)).toEqual(lines.map((line) => JSON.parse(line)));
      }),
    );
  });

  it('a character cut at every one of its bytes stays whole', async () => {
    const line = Buffer.from('{"prompt":"りんご 🍎"}\n');
    const everywhere = Array.from(line, (_, i) => i);
    expect(await read(line, everywhere)).toEqual([{ prompt: 'りんご 🍎' }]);
  });

  it('gives a line as soon as its end is there, without waiting for the next', async () => {
    let asked = 0;
    async function* source() {
      for (const text of ['{"n":1}\n{"n"', ':2}\n']) {
        asked++;
        yield Buffer.from(text);
      }
    }
    const lines = readNdjson(source());
    expect(await lines.next()).toEqual({ done: false, value: { n: 1 } });
    expect(asked).toBe(1);
    await lines.return(undefined);
  });

  it('skips blank lines and takes CR LF', async () => {
    expect(await read('1\r\n\n  \n2\r\n')).toEqual([1, 2]);
  });

  it('a stream that breaks off within a line is an error, even where the part would be JSON', async () => {
    await expect(read('1\n2')).rejects.toThrow(MalformedStream);
  });

  it('a line that is no JSON is an error, after the lines before it', async () => {
    const seen: unknown[] = [];
    await expect(async () => {
      for await (const value of readNdjson(chunked(Buffer.from('1\n<html>\n2\n'), []))) seen.push(value);
    }).rejects.toThrow(/Not a JSON line: <html>/);
    expect(seen).toEqual([1]);
  });

  it('bytes that are no UTF-8 are an error, not question marks', async () => {
    await expect(read(Buffer.from([0x22, 0xff, 0x22, 0x0a]))).rejects.toThrow(MalformedStream);
  });

  it.each([[], [3, 6, 9]])('a line above the limit is given up on, in one piece or many (cuts %j)', async (...cuts) => {
    await expect(read(`"${'x'.repeat(20)}"\n`, cuts, { maxLineBytes: 10 })).rejects.toThrow(/longer than 10 bytes/);
  });

  it('an endless line is given up on before it is all in memory', async () => {
    let sent = 0;
    async function* endless() {
      for (; ; sent++) yield Buffer.alloc(1_000, 'x');
    }
    await expect(collect(readNdjson(endless(), { maxLineBytes: 10_000 }))).rejects.toThrow(MalformedStream);
    expect(sent).toBeLessThan(12);
  });
});
