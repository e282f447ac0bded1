// `npm start` around a console that is a fake with one real child process, as the desk has provider processes. Arguments: root, then the desk's own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StartConsole } from '../../../main/hosts/console-handle.ts'
import { runUntilStopped } from '../../../main/hosts/launch/run-until-stopped.ts'
import { createFakeConsole } from '../../support/fake-console.ts'

const startConsole: StartConsole = async ({ dataDir, onProgress }) => {
  const lock = join(dataDir, 'held-by-test')
  if (existsSync(lock)) return { kind: 'held', by: 'the Lastmile Desk with process id 4242' }
  writeFileSync(lock, '')
  onProgress({ what: 'Addresses', done: 10, total: 10 })
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  process.stdout.write(`child ${child.pid}\n`)
  return {
    kind: 'started',
    console: {
      ...createFakeConsole(),
      stop: async () => {
        rmSync(lock)
        child.kill()
        await once(child, 'exit')
      },
    },
  }
}

const [root = '', ...argv] = process.argv.splice(2)
process.argv.push(...argv)
await runUntilStopped({ root, startConsole })
