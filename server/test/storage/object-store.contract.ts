/** What every ObjectStore promises. Run it on each implementation; `store` must have its bucket. */
import { buffer } from 'node:stream/consumers';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it, vi } from 'vitest';
import type { ObjectStore } from '../../src/storage/object-store.ts';
import { sha256 } from '../../src/storage/sha256.ts';

const PNG = { contentType: 'image/png' };
const newKey = () => `rooms/${uuidv7()}/${uuidv7()}/0.png`;

/** Bytes that differ from place to place, so that a wrong range shows. */
const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) % 256));

export function objectStoreContract(store: () => ObjectStore): void {
  const stored = async (body: Buffer) => {
    const key = newKey();
    await store().put(key, body, PNG);
    return key;
  };
  const read = async (key: string, range?: { start: number; end: number }) =>
    buffer((await store().get(key, range)).stream);

  describe('put and get', () => {
    it('gives back the bytes, their number and their type', async () => {
      const body = bytesOf(300_000);
      const key = await stored(body);
      const object = await store().get(key);
      expect(object).toMatchObject({ bytes: body.length, totalBytes: body.length, contentType: 'image/png' });
      expect(sha256(await buffer(object.stream))).toBe(sha256(body));
    });

    it('[PC1] is idempotent: the same key again leaves one object with the same bytes', async () => {
      const body = bytesOf(1_000);
      const key = await stored(body);
      await store().put(key, body, PNG);
      expect(await read(key)).toEqual(body);
      expect(await keysUnder(key)).toEqual([key]);
    });

    it('takes an object of no bytes', async () => {
      expect(await read(await stored(Buffer.alloc(0)))).toHaveLength(0);
    });

    it('keeps bytes that match their sha256', async () => {
      const body = bytesOf(5_000);
      const key = newKey();
      await store().put(key, body, { ...PNG, sha256: sha256(body) });
      expect(await read(key)).toEqual(body);
    });

    it('refuses bytes that do not match their sha256, and stores nothing', async () => {
      const key = newKey();
      const put = store().put(key, bytesOf(5_000), { ...PNG, sha256: sha256(Buffer.from('others')) });
      await expect(put).rejects.toMatchObject({ name: 'DomainError' });
      expect(await store().head(key)).toBeNull();
    });

    it('throws not_found for what is not there', async () => {
      await expect(store().get(newKey())).rejects.toMatchObject({ code: 'not_found' });
    });

    it('frees its connections when readers leave early', async () => {
      const key = await stored(bytesOf(2_000_000));
      // More than a client keeps open at once: if one stayed taken, the last would never come.
      for (let i = 0; i < 60; i++) (await store().get(key)).stream.destroy();
      expect(await read(key)).toHaveLength(2_000_000);
    });
  });

  describe('ranges', () => {
    it.each([
      { start: 0, end: 0 },
      { start: 0, end: 99 },
      { start: 4_321, end: 5_678 },
      { start: 9_999, end: 9_999 },
    ])('[PC3] bytes $start to $end, both included, with the length of the whole', async (range) => {
      const body = bytesOf(10_000);
      const key = await stored(body);
      const object = await store().get(key, range);
      expect(object).toMatchObject({ bytes: range.end - range.start + 1, totalBytes: body.length });
      expect(await buffer(object.stream)).toEqual(body.subarray(range.start, range.end + 1));
    });

    it('refuses a range that starts behind the end', async () => {
      const key = await stored(bytesOf(10));
      await expect(store().get(key, { start: 10, end: 20 })).rejects.toMatchObject({ name: 'DomainError' });
    });
  });

  describe('head', () => {
    it('says size and type without the bytes', async () => {
      expect(await store().head(await stored(bytesOf(77)))).toEqual({ bytes: 77, contentType: 'image/png' });
    });

    it('is null for what is not there', async () => {
      expect(await store().head(newKey())).toBeNull();
    });
  });

  const keysUnder = async (prefix: string) => {
    const keys: string[] = [];
    for await (const key of store().list(prefix)) keys.push(key);
    return keys;
  };

  describe('list and delete', () => {
    it('lists all keys under a prefix and none beside it, over page ends', async () => {
      const room = `rooms/${uuidv7()}/`;
      const keys = Array.from({ length: 1_005 }, (_, i) => `${room}${String(i).padStart(4, '0')}.png`);
      for (let i = 0; i < keys.length; i += 50) {
        await Promise.all(keys.slice(i, i + 50).map((key) => store().put(key, Buffer.from('x'), PNG)));
      }
      await stored(Buffer.from('another room'));
      expect(await keysUnder(room)).toEqual(keys);
      await store().delete(keys);
      expect(await keysUnder(room)).toEqual([]);
    });

    it('deletes what is named and leaves the rest', async () => {
      const [gone, kept] = [await stored(bytesOf(10)), await stored(bytesOf(10))];
      await store().delete([gone]);
      expect(await store().head(gone)).toBeNull();
      expect(await store().head(kept)).not.toBeNull();
    });

    it('is content when there is nothing to delete', async () => {
      await store().delete([]);
      await store().delete([newKey()]);
    });
  });

  describe('presign', () => {
    it('[PC3] gives a link that anybody can read, with type and caching', async () => {
      const body = bytesOf(1_234);
      const answer = await fetch(await store().presign(await stored(body), 60));
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(body);
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    });

    it('asks for a download under a name in any script, and signs that wish', async () => {
      const url = new URL(await store().presign(await stored(bytesOf(10)), 60, { downloadName: 'ein Apfel 🍎.png' }));
      // Read from the link: the embedded store accepts the wish but does not answer with it, as AWS does.
      expect(url.searchParams.get('response-content-disposition')).toBe(
        `attachment; filename="ein Apfel __.png"; filename*=UTF-8''ein%20Apfel%20%F0%9F%8D%8E.png`,
      );
      expect((await fetch(url)).status).toBe(200);
      url.searchParams.set('response-content-disposition', 'attachment; filename="other.exe"');
      expect((await fetch(url)).status).toBe(403);
    });

    it('[RM5] holds no longer than asked', async () => {
      const url = await store().presign(await stored(bytesOf(10)), 3);
      expect((await fetch(url)).status).toBe(200);
      await vi.waitFor(async () => expect((await fetch(url)).status).toBe(403), { timeout: 10_000, interval: 200 });
    });

    it('[RM5] is no link to another object', async () => {
      const [mine, theirs] = [await stored(bytesOf(10)), await stored(bytesOf(10))];
      const url = (await store().presign(mine, 60)).replace(mine, theirs);
      expect((await fetch(url)).status).toBe(403);
    });

    it('[RM5] without a link nothing is readable', async () => {
      const url = new URL(await store().presign(await stored(bytesOf(10)), 60));
      url.search = '';
      expect((await fetch(url)).status).toBe(403);
    });
  });

  describe('the bucket', () => {
    it('answers a ping', async () => {
      await store().ping();
    });

    it('may be ensured by many at once', async () => {
      await Promise.all(Array.from({ length: 4 }, () => store().ensureBucket()));
    });
  });
}
