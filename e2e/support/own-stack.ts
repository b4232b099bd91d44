/** Starts a whole Darkroom in a folder of its own when the run was given none, and ends it afterwards. */
import fs from 'node:fs';
import path from 'node:path';

export default async function ownStack(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DARKROOM_TEST_URL) return undefined;
  const { startStack } = await import('../../stack/src/stack.ts');
  const home = path.resolve(import.meta.dirname, `../../.test/e2e-${process.pid}`);
  fs.mkdirSync(home, { recursive: true });
  const stack = await startStack({ home, onTrouble: console.error });
  process.env.DARKROOM_TEST_URL = stack.url;
  for (const [name, value] of Object.entries(stack.env)) if (value) process.env[name] = value;
  return async () => {
    await stack.stop();
    fs.rmSync(home, { recursive: true, force: true });
  };
}
