import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['tests/{unit,property,contract,architecture,integration}/**/*.test.{ts,tsx}'], testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks', maxWorkers: 2, fileParallelism: true },
})
