import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS } from './tests/support/chromium.ts'

const executablePath = process.env.CHROMIUM_PATH

export default defineConfig({
  outputDir: 'test-results/browser',
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  retries: 0,
  // A third of a run is waiting for polls: a core has more than one to wait with.
  workers: 3,
  // A machine that does other things, too, is no failure: these end what hangs, they judge no speed.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: process.env.ROOMDECK_PLAYWRIGHT_JSON
    ? [['list'], ['json', { outputFile: process.env.ROOMDECK_PLAYWRIGHT_JSON }]]
    : 'list',
  use: {
    browserName: 'chromium',
    actionTimeout: 30_000,
    locale: 'en',
    timezoneId: 'UTC',
    viewport: { width: 1440, height: 900 },
    // Recording every table as it changes takes a third of a run; `--trace on` when a failure needs it.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: CHROMIUM_FLAGS,
    },
  },
  projects: [
    { name: 'browser', testDir: 'tests/browser' },
    { name: 'a11y', testDir: 'tests/a11y' },
  ],
})
