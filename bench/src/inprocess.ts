/** The bare pipeline in a Python process of its own (inprocess.py), one picture at a time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { inRoot, PYTHON, ROOT } from '../../stack/src/paths.ts';

export interface Work {
  prompt: string;
  steps: number;
  seed: number;
}

export interface InProcess {
  threads: number;
  /** Milliseconds from prompt to PNG. */
  paint(work: Work): Promise<number>;
  stop(): Promise<void>;
}

export async function startInProcess(): Promise<InProcess> {
  const script = path.resolve(import.meta.dirname, '../inprocess.py');
  const env = { ...process.env, PYTHONPATH: inRoot('torchserve') };
  const child = spawn(PYTHON, [script], { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, number>> => {
    const line = await lines.next();
    if (line.done) throw new Error('bench/inprocess.py ended; what it printed above says why');
    return JSON.parse(line.value);
  };
  const { threads = 0 } = await next();
  return {
    threads,
    async paint(work) {
      child.stdin.write(`${JSON.stringify(work)}\n`);
      const { ms = Number.NaN } = await next();
      return ms;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.stdin.end();
      await gone;
    },
  };
}
