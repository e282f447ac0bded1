import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')
export type Runtime = { readonly name: 'stand-in' | 'Electron'; readonly executablePath: string | null; readonly isReal: boolean }

/** What the desktop spec runs on: always our stand-in, and Electron itself where its runtime is here. */
export const RUNTIMES: readonly Runtime[] = [
  { name: 'stand-in', executablePath: process.platform === 'win32' ? null : join(import.meta.dirname, 'stand-in/electron'), isReal: false },
  { name: 'Electron', executablePath: findElectron(), isReal: true },
]

/** Only looks: a test does not download 100 MB. */
function findElectron(): string | null {
  const packageDir = join(ROOT, 'node_modules/electron')
  const note = join(packageDir, 'path.txt')
  const executable = existsSync(note) ? join(packageDir, 'dist', readFileSync(note, 'utf8')) : null
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)
  return executable && existsSync(executable) && hasDisplay ? executable : null
}
