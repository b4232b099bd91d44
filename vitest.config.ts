import { defineConfig } from 'vitest/config';

/** `unit` needs nothing but Node; `integration` runs on the real services of the stack, one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{protocol,server,client,stack,bench,faults}/src/**/*.spec.ts'],
          environment: 'node',
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{server,prisma,stack,faults}/test/**/*.spec.ts'],
          environment: 'node',
          // Starts what the environment does not name.
          globalSetup: ['server/test/support/global-setup.ts'],
          fileParallelism: false,
          // Upper bounds, for machines that do other things too: waits inside tests end sooner and say what did not come.
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
