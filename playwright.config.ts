import { defineConfig } from '@playwright/test'

const executablePath = process.env.CHROMIUM_PATH

export default defineConfig({
  outputDir: 'test-results/browser',
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env.ROOMDECK_PLAYWRIGHT_JSON
    ? [['list'], ['json', { outputFile: process.env.ROOMDECK_PLAYWRIGHT_JSON }]]
    : 'list',
  use: {
    browserName: 'chromium',
    locale: 'en',
    timezoneId: 'UTC',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // A browser that calls home on its own makes runs differ, and CI's container has no sandbox of its own to give.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'browser', testDir: 'tests/browser' },
    { name: 'a11y', testDir: 'tests/a11y' },
  ],
})
