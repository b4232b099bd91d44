import { setTimeout } from 'node:timers/promises';
import { Model } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Log } from '../shared/log.ts';
import { TorchServeHttp } from './torchserve-http.ts';

const STATUS_TIMEOUT_MS = 2_000;
/** A describe waits its turn in the worker's queue, behind the picture that is developing. */
const DESCRIBE_TIMEOUT_MS = 10 * 60_000;
/** How long a caller waits for a model that was never described; the answer is kept for the next. */
const PATIENCE_MS = 5_000;

const ModelList = z.object({ models: z.array(z.object({ modelName: z.string() })) });
const Worker = z.object({ id: z.string(), status: z.string(), pid: z.int().optional() });
const Status = z.array(z.object({ workers: z.array(Worker) }));
type Status = z.infer<typeof Status>;

/** TorchServe passes what the handler says on as an object or as a string of JSON. */
const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('is not JSON');
    return z.NEVER;
  }
});
const Description = z.array(z.object({ customizedMetadata: z.union([json.pipe(Model), Model]) })).min(1);

interface Known {
  /** Null: its description makes no sense, and asking the same workers again would not change that. */
  model: Model | null;
  /** The workers that said so; others may be of another version. */
  workers: string;
}

/** Which models TorchServe serves, what they say of themselves, and whether they can take a prompt. */
@Injectable()
export class TorchServeModels {
  private readonly known = new Map<string, Known>();
  private readonly asking = new Map<string, Promise<void>>();
  private names: string[] = [];

  constructor(
    private readonly http: TorchServeHttp,
    private readonly log: Log,
  ) {}

  /**
   * A model is asked once for each set of workers, because the question waits behind its running picture. One that is known already
   * is answered from memory meanwhile; only one that was never described is waited for, and not for long.
   */
  async describe(): Promise<Model[]> {
    const names = await this.list();
    await Promise.all(names.map((name) => this.learn(name)));
    return names.flatMap((name) => this.known.get(name)?.model ?? []);
  }

  async ready(): Promise<Record<string, boolean>> {
    const names = await this.list();
    const answers = await Promise.all(names.map((name) => this.status(name)));
    return Object.fromEntries(names.map((name, i) => [name, readyWorkers(answers[i]).length > 0]));
  }

  /** The names as TorchServe gives them, or gave them last when it is away. */
  private async list(): Promise<string[]> {
    try {
      const { models } = await this.http.manage('/models?limit=100', ModelList, STATUS_TIMEOUT_MS);
      this.names = models.map(({ modelName }) => modelName);
    } catch (error) {
      this.log.debug({ reason: String(error) }, 'TorchServe does not list its models');
    }
    return this.names;
  }

  private async status(name: string): Promise<Status | null> {
    return await this.http.manage(path(name), Status, STATUS_TIMEOUT_MS).catch(() => null);
  }

  private async learn(name: string): Promise<void> {
    const workers = readyWorkers(await this.status(name)).join();
    const known = this.known.get(name);
    if (!workers || known?.workers === workers) return;
    const asking = this.asking.get(name) ?? this.ask(name, workers);
    if (!known) await Promise.race([asking, setTimeout(PATIENCE_MS, undefined, { ref: false })]);
  }

  private ask(name: string, workers: string): Promise<void> {
    const asking = this.http
      .manage(`${path(name)}?customized=true`, Description, DESCRIBE_TIMEOUT_MS)
      .then(([description]) => {
        if (description) this.known.set(name, { model: { ...description.customizedMetadata, name }, workers });
      })
      .catch((error: unknown) => {
        this.log.warn({ model: name, reason: String(error) }, 'A model does not describe itself');
        if (error instanceof z.ZodError) this.known.set(name, { model: null, workers });
      })
      .finally(() => this.asking.delete(name));
    this.asking.set(name, asking);
    return asking;
  }
}

const path = (name: string) => `/models/${encodeURIComponent(name)}`;

/** Identities of the workers that can take a prompt. A restarted one keeps its id but has another pid. */
const readyWorkers = (status: Status | null | undefined): string[] =>
  (status ?? [])
    .flatMap(({ workers }) => workers)
    .filter((worker) => worker.status === 'READY')
    .map((worker) => `${worker.id}:${worker.pid ?? ''}`)
    .sort();
