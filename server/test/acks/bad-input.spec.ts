/** Whatever a browser sends: it gets a code that says what is wrong, nothing is stored, and everybody else goes on. */
import type { ErrorCode } from '@darkroom/protocol';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';
import type { Connection } from '../support/connection.ts';
import { json, Person } from '../support/person.ts';
import { type PromptChange, prompt } from '../support/prompt.ts';
import { rawSocket } from '../support/raw-socket.ts';
import type { RoomTab } from '../support/room-tab.ts';

let cluster: Cluster;
let ada: Person;
let host: RoomTab;
let bystander: RoomTab;

beforeAll(async () => {
  // No worker: what is accepted waits.
  cluster = await Cluster.start({ workers: 0 });
  ada = await Person.enter(cluster.gateway, 'Ada');
  host = await ada.host();
  bystander = await (await Person.enter(cluster.gateway, 'Ben')).openRoom(host.room);
});
afterAll(async () => {
  ada?.leave();
  bystander?.close();
  await cluster?.stop();
});

const TABLES = ['users', 'sessions', 'rooms', 'memberships', 'generations', 'images'];
async function rowCounts(): Promise<Record<string, number>> {
  const counts = TABLES.map(async (table) => {
    const [row] = await cluster.data.sql<{ count: string }>(`SELECT count(*) FROM ${table}`);
    return [table, Number(row?.count)];
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** Runs it, and holds the server to having stored nothing, told nobody, and still serving another person. */
async function withoutTrace<T>(attempt: () => Promise<T>): Promise<T> {
  const before = await rowCounts();
  const heard = bystander.heard.length;
  const result = await attempt();
  expect(await rowCounts()).toEqual(before);
  await bystander.ask('room:leave', { roomId: uuidv7() });
  expect(bystander.heard.slice(heard).map(({ name }) => name)).toEqual([]);
  return result;
}

const refusedPrompt = (change: PromptChange | object, connection: Connection = host) =>
  withoutTrace(() => connection.send('generation:request', { ...prompt(host.room.id), ...change }));

describe('[AK2] a prompt that cannot be is refused with its own code, and nothing is stored', () => {
  const cases: [string, object, ErrorCode, RegExp][] = [
    ['an empty prompt', { prompt: '' }, 'prompt_empty', /prompt is empty/],
    ['a prompt of spaces', { prompt: ' \n\t ' }, 'prompt_empty', /prompt is empty/],
    ['a prompt of 10,001 characters', { prompt: 'x'.repeat(10_001) }, 'prompt_invalid', /longer than 10,000/],
    ['a NUL in the prompt', { prompt: 'a\0b' }, 'prompt_invalid', /control characters/],
    ['an escape in the prompt', { prompt: 'a\x1b[31mred' }, 'prompt_invalid', /control characters/],
    ['half a surrogate pair', { prompt: 'a\ud800' }, 'prompt_invalid', /control characters/],
    [
      'a negative prompt of 10,001 characters',
      { negativePrompt: 'x'.repeat(10_001) },
      'prompt_invalid',
      /negativePrompt/,
    ],
    ['no prompt', { prompt: undefined }, 'prompt_invalid', /prompt/],
    ['a number for a prompt', { prompt: 5 }, 'prompt_invalid', /prompt/],
    ['0 steps', { steps: 0 }, 'steps_invalid', /steps/],
    ['10,000 steps', { steps: 10_000 }, 'steps_invalid', /steps/],
    ['1.5 steps', { steps: 1.5 }, 'steps_invalid', /steps/],
    ['more steps than the model takes', { steps: 150 }, 'steps_invalid', /1 to 100 steps/],
    ['a width of 17', { width: 17 }, 'size_invalid', /width/],
    ['a width of 0', { width: 0 }, 'size_invalid', /width/],
    ['a height of 100,000', { height: 100_000 }, 'size_invalid', /height/],
    ['a height of 100', { height: 100 }, 'size_invalid', /height/],
    ['a larger picture than the model makes', { width: 1024 }, 'size_invalid', /64 to 192 pixels/],
    ['a seed beyond 2^53', { seed: 2 ** 53 }, 'seed_invalid', /seed/],
    ['a seed of 1e300', { seed: 1e300 }, 'seed_invalid', /seed/],
    ['a negative seed', { seed: -1 }, 'seed_invalid', /seed/],
    ['a guidance scale of -1', { guidanceScale: -1 }, 'guidance_invalid', /guidanceScale/],
    ['more guidance than the model takes', { guidanceScale: 25 }, 'guidance_invalid', /0 to 20/],
    ['5 pictures', { count: 5 }, 'count_invalid', /count/],
    ['no picture', { count: 0 }, 'count_invalid', /count/],
    ['a model that is not served', { model: 'dall-e' }, 'model_unknown', /dall-e/],
    ['a path for a model', { model: '../../etc/passwd' }, 'model_unknown', /model/],
    ['an id that is no UUIDv7', { id: uuidv4() }, 'bad_request', /id/],
    ['an id that is no text', { id: { $ne: null } }, 'bad_request', /id/],
    ['a field that nobody knows', { isAdmin: true }, 'bad_request', /isAdmin|malformed/],
    ['a room that does not exist', { roomId: uuidv7() }, 'not_member', /Open the room first/],
    ['a room that is no id', { roomId: 'everywhere' }, 'bad_request', /roomId/],
  ];

  it.each(cases)('%s', async (_, change, code, message) => {
    const answer = await refusedPrompt(change);
    expect(answer).toEqual({ ok: false, error: { code, message: expect.stringMatching(message), retryable: false } });
  });

  it('[RM3] a socket that never joined the room: not_member', async () => {
    const stranger = await (await Person.enter(cluster.gateway, 'Stranger')).connect();
    expect(await refusedPrompt({}, stranger)).toMatchObject({ ok: false, error: { code: 'not_member' } });
    const target = { roomId: host.room.id, generationId: uuidv7() };
    for (const command of ['generation:cancel', 'generation:retry', 'generation:dismiss'] as const) {
      const answer = await withoutTrace(() => stranger.send(command, target));
      expect(answer, command).toMatchObject({ ok: false, error: { code: 'not_member' } });
    }
    const rename = await withoutTrace(() => stranger.send('room:rename', { roomId: host.room.id, name: 'mine' }));
    expect(rename).toMatchObject({ ok: false, error: { code: 'not_member' } });
    stranger.close();
  });

  it('[RM1] a link that leads nowhere: room_not_found; one that is no link: bad_request', async () => {
    const join = (slug: unknown) => withoutTrace(() => host.send('room:join', { slug }));
    expect(await join('A'.repeat(22))).toMatchObject({ ok: false, error: { code: 'room_not_found' } });
    expect(await join('../admin')).toMatchObject({ ok: false, error: { code: 'bad_request' } });
  });

  it('a generation that does not exist, or is in another room: generation_not_found', async () => {
    const elsewhere = await ada.host();
    const { id } = await elsewhere.request();
    for (const generationId of [uuidv7(), id]) {
      const answer = await withoutTrace(() => host.send('generation:cancel', { roomId: host.room.id, generationId }));
      expect(answer).toMatchObject({ ok: false, error: { code: 'generation_not_found', retryable: false } });
    }
  });

  it.each([
    ['an empty name', '', 'name_invalid'],
    ['a name of 61 characters', 'x'.repeat(61), 'name_invalid'],
    ['a name of two lines', 'a\nb', 'name_invalid'],
    ['a NUL in a name', 'a\0b', 'name_invalid'],
    ['an object for a name', { toString: 'x' }, 'name_invalid'],
  ])('%s: of a person, of a room that is made, of a room that is renamed', async (_, name, code) => {
    for (const path of ['/api/session', '/api/rooms']) {
      const answer = await withoutTrace(() => ada.fetch(path, json('POST', { name })));
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { code, retryable: false } });
    }
    const renamed = await withoutTrace(() => host.send('room:rename', { roomId: host.room.id, name }));
    expect(renamed).toMatchObject({ ok: false, error: { code, retryable: false } });
  });
});

describe('[GN8] text is text: it comes back as it was typed', () => {
  const TEXTS = {
    HTML: '<img src=x onerror=alert(1)><script>alert("x")</script>&amp;',
    'right-to-left': '\u202eevil\u202c \u200fשלום مرحبا\u200f',
    emoji: '👩🏽‍🚀🏳️‍🌈 a\u0301pple \u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    SQL: `'; DROP TABLE generations; -- $1 %s \\`,
  };

  it.each(Object.entries(TEXTS))('%s in prompts and names', async (_, text) => {
    const person = await Person.enter(cluster.gateway, text);
    expect(person.user.name).toBe(text);
    const tab = await person.host(text);
    expect(tab.room.name).toBe(text);
    const asked = await tab.request({ prompt: text, negativePrompt: text });
    expect(asked).toMatchObject({ prompt: text, negativePrompt: text, author: { name: text } });
    const other = await person.openRoom(tab.room);
    expect(other.snapshot).toMatchObject({ room: { name: text }, you: { name: text }, people: [{ name: text }] });
    expect(other.snapshot.generations).toEqual([asked]);
    const stored = await cluster.data.sql('SELECT prompt, negative_prompt FROM generations WHERE id = $1', [asked.id]);
    expect(stored).toEqual([{ prompt: text, negative_prompt: text }]);
    person.leave();
  });

  it('a prompt of 10,000 characters of four bytes each is taken whole', async () => {
    const text = '🍎'.repeat(5_000);
    const tab = await (await Person.enter(cluster.gateway, 'Long')).host();
    expect((await tab.request({ prompt: text })).prompt).toBe(text);
    tab.close();
  });
});

describe('what is no request at all', () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    ada.fetch(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

  it.each([
    ['half an object', '{"name":'],
    ['no JSON', 'name=Ada'],
    ['a list', '[1,2]'],
    ['null', 'null'],
    ['a number', '5'],
    ['a prototype', '{"__proto__":{"name":"x"},"constructor":1}'],
  ])('[AK3] malformed JSON over REST is a 400 bad_request: %s', async (_, body) => {
    for (const path of ['/api/session', '/api/rooms']) {
      const answer = await withoutTrace(() => post(path, body));
      expect(answer.status, path).toBe(400);
      const { error } = await answer.json();
      expect(error).toMatchObject({ message: expect.stringMatching(/\w/), retryable: false });
      expect(['bad_request', 'name_invalid']).toContain(error.code);
    }
  });

  it.each([
    ['a charset that nobody has', { 'content-type': 'application/json; charset=klingon' }],
    ['an encoding that nobody has', { 'content-encoding': 'klingon' }],
    ['a gzip that is none', { 'content-encoding': 'gzip' }],
  ])('[AK3] %s is a 400 bad_request', async (_, headers) => {
    const answer = await withoutTrace(() => post('/api/session', '{"name":"Ada"}', headers));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'bad_request' } });
  });

  it('[AK3] a path that cannot be decoded is a 400, one that leads nowhere a 404', async () => {
    expect((await ada.fetch('/api/rooms/%E0%A4%A')).status).toBe(400);
    const answer = await ada.fetch('/api/nothing');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } });
  });

  it('[AK4] 5 MB over REST are a 413 payload_too_large', async () => {
    const answer = await withoutTrace(() => post('/api/session', JSON.stringify({ name: 'x'.repeat(5_000_000) })));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: { code: 'payload_too_large', retryable: false } });
  });

  it('[AK4] 5 MB over a socket close that connection, and no other', async () => {
    const loud = await ada.connect();
    await withoutTrace(async () => {
      loud.socket.emit('generation:request', prompt(host.room.id, { prompt: 'x'.repeat(5_000_000) }));
      await loud.until(() => loud.heard.find(({ name }) => name === 'disconnect'), 'the cutting off');
    });
    expect(host.socket.connected).toBe(true);
    loud.close();
  });

  it.each([
    ['no packet', 'garbage'],
    ['an engine packet of no type', '9'],
    ['a socket packet of no type', '49'],
    ['half of JSON', '42["room:join",{"slug":'],
    ['no event name', '42[]'],
    ['an object for an event', '42{"room:join":1}'],
    ['an event that only the server sends', '42["disconnect","x"]'],
    ['attachments that do not come', '4599999-["room:join",{"_placeholder":true,"num":0}]'],
    ['an ack for nothing', '4312345["x"]'],
    ['a namespace that is not there', '40/admin,'],
    ['a goodbye without going', '41'],
    ['an event that nobody knows', '42["__proto__",{}]'],
    ['a connect packet of rubbish', '40{"__proto__":'],
  ])('[AK1] raw garbage harms nobody: %s', async (_, frame) => {
    const raw = await rawSocket(cluster.gateway.url, ada.cookie);
    await withoutTrace(async () => {
      raw.send(frame);
      // Either the connection is closed, or it goes on: then it still answers.
      expect(await raw.isClosedOrAnswers()).toBe(true);
    });
    raw.close();
  });

  it('[AK1] binary garbage harms nobody', async () => {
    const raw = await rawSocket(cluster.gateway.url, ada.cookie);
    await withoutTrace(async () => {
      raw.send(Buffer.from([4, 5, 255, 0, 254]));
      expect(await raw.isClosedOrAnswers()).toBe(true);
    });
    raw.close();
  });
});
