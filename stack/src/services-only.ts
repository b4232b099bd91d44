/** `npm run services`: only what server, worker and tests stand on. Prints its addresses as shell lines and stays until Ctrl-C. */
import { runUntilSignal } from './run-until-signal.ts';

await runUntilSignal({
  dev: false,
  upTo: 'models',
  onReady({ env }) {
    for (const [name, value] of Object.entries(env)) if (value) console.log(`export ${name}='${value}'`);
  },
});
