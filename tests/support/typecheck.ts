import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = join(import.meta.dirname, '../..')
/** One tsconfig per top folder, because each knows another world: shared has neither Node nor DOM, renderer no Node. */
const FOLDERS = ['shared', 'main', 'preload', 'renderer', 'tests'] as const

/** Checks every folder and prints what is wrong. Answers how many folders passed and failed. */
export function typecheck(): { readonly passed: number; readonly failed: number } {
  const failed = FOLDERS.filter((folder) => {
    const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder], { cwd: ROOT, stdio: 'inherit' })
    if (run.status !== 0) process.stdout.write(`typecheck: ${folder} failed\n`)
    return run.status !== 0
  })
  return { passed: FOLDERS.length - failed.length, failed: failed.length }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = typecheck().failed === 0 ? 0 : 1
