/**
 * `npm run dev`: as `npm start`, but with reload on save. tsc compiles the server as it is saved, and server and worker start again
 * when that or the protocol changed; the pages are served by Next's dev mode inside the server, with hot reload.
 */
import { newLog } from './logs.ts';
import { bin, ROOT } from './paths.ts';
import { runUntilSignal } from './run-until-signal.ts';

await runUntilSignal({
  dev: true,
  async onReady({ parts }, { home }) {
    await parts.start({
      name: 'tsc',
      layer: 'app',
      command: process.execPath,
      args: [bin('tsc'), '-w', '--preserveWatchOutput', '-p', 'server/tsconfig.json'],
      cwd: ROOT,
      logFile: newLog(home, 'tsc'),
      ready: async () => true,
      notable: (line) => (line.includes('error TS') ? line : undefined),
    });
  },
});
