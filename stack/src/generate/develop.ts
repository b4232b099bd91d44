/** Sends one prompt and follows it to its end, across lost connections: the same request under the same id finds it again [GN2]. */
import type { CommandInput, Generation, Place, Progress } from '@darkroom/protocol';
import { Failure } from '../failure.ts';
import { ask, type Connection } from './wire.ts';

export interface Watcher {
  waits(place: Place): void;
  starts(generation: Generation): void;
  steps(progress: Progress): void;
  pictured(generation: Generation): void;
}

type Request = CommandInput<'generation:request'>;

const ENDED = new Set(['finished', 'failed', 'cancelled']);

/** Resolves with the generation as it ended. @throws Failure when it was refused. */
export function develop(socket: Connection, slug: string, request: Request, watcher: Watcher): Promise<Generation> {
  const isOurs = ({ generationId }: { generationId: string }) => generationId === request.id;
  return new Promise((resolve, reject) => {
    const take = (generation: Generation) => {
      if (generation.id === request.id && ENDED.has(generation.status)) resolve(generation);
    };
    const submit = async () => {
      await ask(socket, 'room:join', { slug });
      take(await ask(socket, 'generation:request', request));
    };
    socket.on('queue:moved', ({ places }) => {
      const ours = places.find(isOurs);
      if (ours) watcher.waits(ours);
    });
    socket.on('generation:progressed', (progress) => isOurs(progress) && watcher.steps(progress));
    socket.on('generation:started', ({ generation }) => generation.id === request.id && watcher.starts(generation));
    socket.on('generation:pictured', ({ generation }) => generation.id === request.id && watcher.pictured(generation));
    for (const end of ['generation:finished', 'generation:failed', 'generation:cancelled'] as const) {
      socket.on(end, ({ generation }) => take(generation));
    }
    const again = () => void submit().catch(reject);
    socket.on('connect', again);
    socket.on('feed:resync', again);
    again();
  });
}

/** @throws Failure when it cannot be reached in time. */
export function connected(socket: Connection, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Failure(`No live connection to ${url} within 15 s.`)), 15_000);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once('connect_error', (error) => {
      // Active: the client will try again by itself. Otherwise the server refused it.
      if (!socket.active) reject(new Failure(`${url} refused the connection: ${error.message}`));
    });
  });
}
