/** One person at a browser-like client: a guest with a room of their own, on a websocket, as the page would be. */
import type { Generation, Progress } from '@darkroom/protocol';
import { v7 as uuidv7 } from 'uuid';
import { connected } from '../../stack/src/generate/develop.ts';
import { ask, type Connection, connect, Http, jsonOf } from '../../stack/src/generate/wire.ts';
import { endOf } from './end-of.ts';
import type { Work } from './inprocess.ts';

type Model = { name: string; defaults: { steps: number; guidanceScale: number; width: number; height: number } };

export interface Developed {
  /** From submitting to the ack, and to `generation:finished`. Milliseconds. */
  ackMs: number;
  wholeMs: number;
  /** A step's line leaving the model to its event here, for each step. Milliseconds. */
  stepMs: number[];
}

export class Visitor {
  readonly #socket: Connection;
  readonly #roomId: string;
  readonly #model: Model;

  private constructor(socket: Connection, roomId: string, model: Model) {
    this.#socket = socket;
    this.#roomId = roomId;
    this.#model = model;
  }

  static async enter(url: string): Promise<Visitor> {
    const http = await enter(url, 'Benchmark');
    const room = await jsonOf<{ id: string; slug: string }>(await http.post('/api/rooms', {}), 'No room');
    const { models } = await jsonOf<{ models: Model[] }>(await http.fetch('/api/models'), 'No models');
    const [model] = models;
    if (!model) throw new Error('No model is served');
    const socket = connect(http);
    await connected(socket, url);
    await ask(socket, 'room:join', { slug: room.slug });
    return new Visitor(socket, room.id, model);
  }

  /** Submits one prompt with the model's own values and waits for its end. */
  async develop({ prompt, steps, seed }: Work): Promise<Developed> {
    const id = uuidv7();
    const stepMs: number[] = [];
    const onStep = (progress: Progress) => {
      if (progress.generationId === id) stepMs.push(Date.now() - progress.sentAtMs);
    };
    this.#socket.on('generation:progressed', onStep);
    const finished = this.#end(id);
    const startedAt = performance.now();
    await this.#request(id, { prompt, steps, seed });
    const ackMs = performance.now() - startedAt;
    const wholeMs = (await finished) - startedAt;
    this.#socket.off('generation:progressed', onStep);
    return { ackMs, wholeMs, stepMs };
  }

  #request(id: string, work: Work): Promise<Generation> {
    const { name, defaults } = this.#model;
    const { guidanceScale, width, height } = defaults;
    const settings = { negativePrompt: '', model: name, guidanceScale, width, height, count: 1 };
    return ask(this.#socket, 'generation:request', { id, roomId: this.#roomId, ...settings, ...work });
  }

  /** The time at which it finished. @throws when it ended otherwise. */
  async #end(id: string): Promise<number> {
    const { status, error } = await endOf(this.#socket, id);
    if (status === 'finished') return performance.now();
    throw new Error(`The picture ended as ${status}: ${error?.message ?? ''}`);
  }

  /** Milliseconds to the ack of a prompt that is not waited for, and how to wait for it after all. */
  async submit(work: Work): Promise<{ ackMs: number; finished: Promise<number> }> {
    const id = uuidv7();
    const finished = this.#end(id);
    const startedAt = performance.now();
    await this.#request(id, work);
    return { ackMs: performance.now() - startedAt, finished };
  }

  leave(): void {
    this.#socket.disconnect();
  }
}

/** A guest of this name. */
export async function enter(url: string, name: string): Promise<Http> {
  const http = new Http(url);
  const session = await http.post('/api/session', { name });
  http.cookie = session.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
  return http;
}
