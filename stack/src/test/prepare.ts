/** Builds what the chosen suites read: the Prisma client for types and unit tests, server and pages for those that start Darkroom. */
import { type BuildOptions, build, PAGES, PRISMA_CLIENT, SERVER } from '../build.ts';
import type { Stages } from '../stages.ts';
import type { Suite } from './suites.ts';

const NEEDS_CLIENT = new Set(['types', 'boundaries', 'unit']);

export async function prepare(
  suites: Suite[],
  { stages, ...options }: BuildOptions & { stages: Stages },
): Promise<true> {
  const make = (target: typeof SERVER) => stages.run(`build ${target.name}`, () => build(target, options));
  const startsDarkroom = suites.some(({ needs }) => needs);
  if (startsDarkroom || suites.some(({ name }) => NEEDS_CLIENT.has(name))) await make(PRISMA_CLIENT);
  if (!startsDarkroom) return true;
  await make(SERVER);
  await make(PAGES);
  return true;
}
