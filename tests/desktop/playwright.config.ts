import { defineConfig } from '@playwright/test'

// Each test starts an app of its own over an empty data directory; two at once would only slow one another down.
export default defineConfig({ testDir: '.', globalSetup: './say-skipped.ts', testMatch: '*.spec.ts', workers: 1, timeout: 120_000, outputDir: '../../test-results/desktop', reporter: [['list']] })
