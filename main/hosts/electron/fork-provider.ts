import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type UtilityProcess, utilityProcess } from 'electron'
import { entryUrl } from '../../platform/entry.ts'
import type { ForkProvider } from '../console-handle.ts'

/**
 * How Electron starts a sandbox provider. From a checkout Electron itself runs as Node. A packed app has the RunAsNode fuse off,
 * so there the provider is a utility process; it has no stdin to watch and ends with the app or by `stop`.
 */
export const chooseForkProvider = (isPackaged: boolean): ForkProvider => (isPackaged ? forkUtility : spawnAsNode)

const forkUtility: ForkProvider = (args) => adaptUtility(utilityProcess.fork(fileURLToPath(entryUrl('sandbox-provider')), [...args], { stdio: ['ignore', 'pipe', 'pipe'], serviceName: 'sandbox provider' }))

const spawnAsNode: ForkProvider = (args) =>
  spawn(process.execPath, [fileURLToPath(entryUrl('sandbox-provider')), ...args], { stdio: 'pipe', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })

/** A utility process tells neither its exit code afterwards nor a signal, and takes no kind of kill but one. */
function adaptUtility(child: UtilityProcess): ReturnType<ForkProvider> {
  let exitCode: number | null = null
  child.once('exit', (code) => { exitCode = code })
  return {
    get pid() { return child.pid },
    get exitCode() { return exitCode },
    signalCode: null,
    stdin: null,
    stdout: child.stdout as Readable | null,
    stderr: child.stderr as Readable | null,
    once: (event, listener) => { if (event === 'exit') child.once('exit', (code) => listener(code, null)) },
    kill: () => child.kill(),
  }
}
