/**
 * Which models the room may use and whether they answer now. Each gateway looks every two seconds and tells its browsers of a
 * change; what is known is kept in Redis, so that a server that starts while the model is away still knows its form.
 */
import type { GenerationRequest, Model, ModelStatus } from '@darkroom/protocol';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ImageModel } from '../inference/image-model.ts';
import { RoomFeed } from '../realtime/room-feed.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Log } from '../shared/log.ts';
import { Redis } from '../shared/redis.ts';
import { assertWithinLimits } from './model-limits.ts';

const LOOK_EVERY_MS = 2_000;
const KEY = 'darkroom:models';

@Injectable()
export class Models implements OnModuleInit, OnModuleDestroy {
  private known: ModelStatus[] = [];
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly imageModel: ImageModel,
    private readonly feed: RoomFeed,
    private readonly redis: Redis,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    this.known = (await this.remembered()).map((model) => ({ ...model, ready: false }));
    void this.watch();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  list(): ModelStatus[] {
    return this.known;
  }

  /** As people call it; the name itself where the model is not here, or not any more. */
  titleOf(name: string): string {
    return this.known.find((model) => model.name === name)?.title ?? name;
  }

  /** @throws DomainError model_unknown, model_away, or the field that this model cannot do */
  async assertServes(request: GenerationRequest): Promise<void> {
    if (this.known.length === 0) await this.look();
    const model = this.known.find(({ name }) => name === request.model);
    if (model) return assertWithinLimits(model, request);
    if (this.known.length === 0)
      throw new DomainError('model_away', 'No model has answered yet. Try again in a moment.');
    throw new DomainError('model_unknown', `There is no model named ${request.model} here.`);
  }

  private async watch(): Promise<void> {
    await this.look().catch((error: unknown) =>
      this.log.warn({ reason: String(error) }, 'The models could not be listed'),
    );
    if (!this.stopped) this.timer = setTimeout(() => void this.watch(), LOOK_EVERY_MS);
  }

  private async look(): Promise<void> {
    const [models, ready] = await Promise.all([this.imageModel.describe(), this.imageModel.ready()]);
    // A model that cannot describe itself now is still the model that it was.
    const described = models.length > 0 ? models : this.known.map(({ ready: _, ...model }) => model);
    const before = JSON.stringify(this.known);
    this.known = described.map((model) => ({ ...model, ready: ready[model.name] ?? false }));
    if (JSON.stringify(this.known) === before) return;
    this.feed.signalAll('models:changed', { models: this.known });
    await this.redis.commands.set(KEY, JSON.stringify(described)).catch(() => null);
  }

  private async remembered(): Promise<Model[]> {
    const json = await this.redis.commands.get(KEY);
    return json ? (JSON.parse(json) as Model[]) : [];
  }
}
