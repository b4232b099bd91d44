/**
 * Browser tests: several people, each with a browser of their own, in one room.
 * Needs only the address of a running Darkroom in DARKROOM_TEST_URL (and for the test of an absent model its
 * TORCHSERVE_MANAGEMENT_URL); without one a stack of its own is started for the run and thrown away afterwards.
 */
import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './support/chromium.ts';

export default defineConfig({
  testDir: './tests',
  outputDir: '../.test/e2e-results',
  globalSetup: './support/own-stack.ts',
  // One line of pictures for all: tests beside each other would wait in each other's queue.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? '../.test/e2e.json' }]],
  use: {
    // Set by then in any case: each worker reads this file anew after the setup.
    baseURL: process.env.DARKROOM_TEST_URL,
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: await launchOptions(),
  },
});
