import { describe } from './failure.ts';
import { readSettings, type Settings } from './settings.ts';
import { type Stack, startStack } from './stack.ts';
import { Stages } from './stages.ts';

/** One Ctrl-C may arrive twice, from the terminal and from npm; only a later one means "now". Other signals never do. */
const IMPATIENCE_MS = 1000;

interface Options {
  dev: boolean;
  upTo?: 'data' | 'models' | 'apps';
  onReady?: (stack: Stack, settings: Settings) => void | Promise<void>;
}

export async function runUntilSignal({ dev, upTo = 'apps', onReady }: Options): Promise<void> {
  const interrupted = new AbortController();
  const stages = new Stages();
  let stack: Stack | undefined;
  let askedAt = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    if (signal === 'SIGINT' && askedAt && Date.now() - askedAt > IMPATIENCE_MS) {
      stack?.kill();
      process.exit(1);
    }
    askedAt ||= Date.now();
    interrupted.abort(new Interrupted());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  try {
    const settings = readSettings();
    stack = await startStack({ ...settings, dev, upTo, stages, signal: interrupted.signal, onTrouble: console.error });
    if (upTo === 'apps') stages.say(`Darkroom is ready: ${stack.url}`);
    await onReady?.(stack, settings);
    await untilAborted(interrupted.signal);
    await stages.run('stop', stack.stop);
    process.exit(0);
  } catch (error) {
    if (error instanceof Interrupted) process.exit(0);
    console.error(`\n${describe(error)}`);
    process.exit(1);
  }
}

class Interrupted extends Error {}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  // The parts' handles do not keep the launcher alive for sure; this does.
  const keepAlive = setInterval(() => {}, 60_000);
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => {
      clearInterval(keepAlive);
      resolve();
    }),
  );
}
