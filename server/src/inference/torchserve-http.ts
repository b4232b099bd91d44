import { readFile } from 'node:fs/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { ENV, type Env } from '../config/env.ts';
import { ModelAway } from './model-errors.ts';
import { refusalOf } from './torchserve-errors.ts';

const CONNECT_TIMEOUT_MS = 3_000;
/** Longest silence before the first line and between two lines. A step of a large model on a CPU takes tens of seconds. */
const SILENCE_TIMEOUT_MS = 120_000;
/** Of an answer that is no picture: far above every refusal, list and description. */
const MAX_TEXT_BYTES = 4_000_000;

const Key = z.object({ key: z.string() });
/** TorchServe's key_file.json. It writes new keys into it while it runs, so it is read anew for every request. */
const KeyFile = z.object({ inference: Key, management: Key });

/** TorchServe's two HTTP interfaces. Throws `refusalOf` an answer that is not 200, and undici's errors as they are. */
@Injectable()
export class TorchServeHttp implements OnModuleDestroy {
  /** No kept-alive connections: one that TorchServe closed while idle would look like a run that was cut off. */
  private readonly agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    pipelining: 0,
    headersTimeout: SILENCE_TIMEOUT_MS,
    bodyTimeout: SILENCE_TIMEOUT_MS,
  });

  constructor(@Inject(ENV) private readonly env: Env) {}

  /** The open stream of a prediction's answer. Whoever asked must read it to its end or destroy it. */
  async predict(model: string, body: object, signal: AbortSignal) {
    const url = `${this.env.torchserveUrl}/predictions/${encodeURIComponent(model)}`;
    const headers = { 'content-type': 'application/json', ...(await this.authorization('inference')) };
    const answer = await request(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal,
      dispatcher: this.agent,
    });
    if (answer.statusCode !== 200) throw refusalOf(answer.statusCode, await textOf(answer.body));
    // Whoever iterates it meets its errors; one that comes after they stopped has no other listener and must not end the process.
    return answer.body.on('error', () => {});
  }

  /** Asks the management interface. A body that `schema` refuses is a ZodError. */
  async manage<T>(path: string, schema: z.ZodType<T>, timeoutMs: number): Promise<T> {
    const headers = await this.authorization('management');
    const signal = AbortSignal.timeout(timeoutMs);
    const url = `${this.env.torchserveManagementUrl}${path}`;
    const answer = await request(url, { headers, signal, headersTimeout: timeoutMs, dispatcher: this.agent });
    const text = await textOf(answer.body);
    if (answer.statusCode !== 200) throw refusalOf(answer.statusCode, text);
    return schema.parse(JSON.parse(text));
  }

  private async authorization(part: 'inference' | 'management'): Promise<Record<string, string>> {
    const file = this.env.torchserveKeyFile;
    if (!file) return {};
    try {
      const keys = KeyFile.parse(JSON.parse(await readFile(file, 'utf8')));
      return { authorization: `Bearer ${keys[part].key}` };
    } catch (cause) {
      throw new ModelAway(`TorchServe's key file cannot be read: ${file}`, { cause });
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.agent.destroy();
  }
}

/** @throws Error where it does not come to an end */
async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let held = 0;
  // Leaving the loop early closes the connection.
  for await (const chunk of body) {
    held += chunk.length;
    if (held > MAX_TEXT_BYTES) throw new Error(`TorchServe's answer is longer than ${MAX_TEXT_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
