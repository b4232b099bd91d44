/**
 * `npm run faults [-- --json] [--prompts N] [--seed N] [--only NAME,...]`: kills, pauses and hinders every part of Darkroom under load
 * and checks what it promises. On a stack of its own (temporary data, free ports), beside a running Darkroom if there is one.
 * Status 0 only when every promise and every target held.
 */
import { runnerImport } from 'vite';
import { inRoot } from '../stack/src/paths.ts';

// The server's classes have decorators, which Node alone cannot read; vite compiles them, as it does for the tests.
const { module } = await runnerImport<typeof import('./src/main.ts')>(inRoot('faults/src/main.ts'), {
  configFile: false,
  root: inRoot(),
});
process.exit(await module.main(process.argv.slice(2)));
