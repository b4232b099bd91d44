/** Builds the Prisma client, the server and the pages where they are out of date; for images. Status 1 when a build failed. */
import { build, PAGES, PRISMA_CLIENT, SERVER } from './build.ts';
import { describe } from './failure.ts';
import { homeOf } from './settings.ts';
import { Stages } from './stages.ts';

const stages = new Stages();
const options = { home: homeOf(process.env), signal: new AbortController().signal };
try {
  for (const target of [PRISMA_CLIENT, SERVER, PAGES]) {
    await stages.run(`build ${target.name}`, () => build(target, options));
  }
} catch (error) {
  console.error(describe(error));
  process.exit(1);
}
