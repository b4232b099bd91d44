import path from 'node:path';
import { parseArgs } from 'node:util';
import { describe, Failure } from '../failure.ts';
import { Stages } from '../stages.ts';

/** Ends the process: 0, or 1 with the reason on stderr. */
export async function runCommand(work: (stages: Stages) => Promise<void>): Promise<never> {
  try {
    await work(new Stages());
    process.exit(0);
  } catch (error) {
    console.error(describe(error));
    process.exit(1);
  }
}

/** The one argument; relative to where the command was given, which npm keeps in INIT_CWD. */
export function folderOf(command: string): string {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [folder, ...rest] = positionals;
  if (!folder || rest.length > 0) throw new Failure(`Which folder? npm run ${command} -- FOLDER`);
  return path.resolve(process.env.INIT_CWD ?? '.', folder);
}
