/**
 * `npm start`: everything on this machine, until Ctrl-C or SIGTERM. The first signal stops it in order; another one, at once.
 * Ends with status 0 after a signal, 1 when a stage failed.
 */
import { runUntilSignal } from './run-until-signal.ts';

await runUntilSignal({ dev: false });
