import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { utilityProcess } from 'electron'
import { entryUrl } from '../../platform/entry.ts'
import type { ForkProvider } from '../console-handle.ts'

/**
 * How Electron starts a sandbox provider. From a checkout Electron itself runs as Node. A packed app has the RunAsNode fuse off,
 * so there the provider is a utility process; it has no stdin to watch and ends with the app or by `stop`.
 */
export const chooseForkProvider = (isPackaged: boolean): ForkProvider => (isPackaged ? forkUtility : spawnAsNode)

const forkUtility: ForkProvider = (args) => {
  const child = utilityProcess.fork(fileURLToPath(entryUrl('sandbox-provider')), [...args], { stdio: ['ignore', 'pipe', 'inherit'], serviceName: 'sandbox provider' })
  return {
    onStdout: (listener) => { child.stdout?.on('data', (data: Buffer) => listener(data.toString('utf8'))) },
    onExit: (listener) => { child.on('exit', listener) },
    stop: () => { child.kill() },
  }
}

const spawnAsNode: ForkProvider = (args) => {
  const child = spawn(process.execPath, [fileURLToPath(entryUrl('sandbox-provider')), ...args], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })
  return {
    onStdout: (listener) => { child.stdout.on('data', (data: Buffer) => listener(data.toString('utf8'))) },
    onExit: (listener) => { child.on('exit', listener) },
    stop: () => { child.kill('SIGTERM') },
  }
}
