import { defineConfig } from '@playwright/test'

// Each journey starts a desk of its own (tests/journeys/desk.ts); there is no shared server, so no journey depends on another.
// On the CI machine a journey that failed is walked a second time; what passed only then is named aloud (tests/run.ts), never hidden.
export default defineConfig({
  testDir: '.', testMatch: '*.spec.ts', workers: 1, retries: process.env['CI'] ? 1 : 0, timeout: 180_000, expect: { timeout: 20_000 }, outputDir: '../../test-results/journeys', reporter: [['list']], use: { screenshot: 'only-on-failure' },
  globalSetup: './prepare.ts',
})
