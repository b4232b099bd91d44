/** What the person (or, with --json, the program) at the command line gets to see. */
import type { Generation } from '@darkroom/protocol';
import { SingleBar } from 'cli-progress';
import type { Watcher } from './develop.ts';
import type { Saved } from './pictures.ts';

export interface Report extends Watcher {
  ended(generation: Generation, saved: Saved[]): void;
  /** Clears what was drawn, so that an error stands on a line of its own. */
  close(): void;
}

/** One JSON object a line. */
export function jsonReport(write: (line: string) => void = console.log): Report {
  const say = (event: string, fields: object) => write(JSON.stringify({ event, ...fields }));
  return {
    waits: ({ generationId, place, readyInMs }) => say('queued', { id: generationId, place, readyInMs }),
    starts: ({ id, attempts, seed }) => say('started', { id, attempt: attempts, seed }),
    steps: ({ generationId, index, step, steps }) => say('step', { id: generationId, picture: index, step, steps }),
    pictured: ({ id, pictures, count }) => say('pictured', { id, pictures: pictures.length, count }),
    ended({ id, status, error, steps, model }, saved) {
      if (status === 'finished') say('finished', { id, model, steps, ...saved[0], pictures: saved });
      else say(status, { id, ...error });
    },
    close: () => {},
  };
}

/** A bar on stderr: the place in line while it waits, then steps. Files on stdout. */
export function barReport(): Report {
  const bar = new SingleBar({
    format: '  {what} [{bar}] {value}/{total}',
    barsize: 32,
    clearOnComplete: true,
    hideCursor: true,
  });
  let total = 0;
  const show = (value: number, of: number, what: string) => {
    if (total !== of) bar.start(of, value, { what });
    else bar.update(value, { what });
    total = of;
  };
  const close = () => {
    bar.stop();
    total = 0;
  };
  return {
    waits({ place, readyInMs }) {
      const left = readyInMs === null ? '' : `, ${Math.ceil(readyInMs.middle / 1000)} s left`;
      show(0, 1, `place ${place} in line${left}`);
    },
    starts: ({ steps }) => show(0, steps, 'developing'),
    steps: ({ index, step, steps }) => show(step, steps, index ? `developing picture ${index + 1}` : 'developing'),
    pictured: () => {},
    ended(_, saved) {
      close();
      for (const { file, width, height, seed } of saved) console.log(`${file}  ${width}x${height}  seed ${seed}`);
    },
    close,
  };
}
