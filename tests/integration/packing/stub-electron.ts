import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The mark by which @electron/fuses finds the fuse wire in Electron's binary, then: version of the wire, number of fuses, one state each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES = 9

/** A directory that looks like an unpacked Electron to electron-builder. Its fuses all begin as the opposite of what the desk wants. */
export function writeStubElectron(directory: string, wanted: readonly boolean[]): void {
  mkdirSync(join(directory, 'resources'), { recursive: true })
  const wire = Array.from({ length: FUSES }, (_, index) => (wanted[index] ? '0' : '1')).join('')
  writeFileSync(join(directory, 'electron'), Buffer.concat([Buffer.alloc(4096), Buffer.from(SENTINEL), Buffer.from([1, FUSES]), Buffer.from(wire), Buffer.alloc(4096)]))
  chmodSync(join(directory, 'electron'), 0o755)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'chrome-sandbox']) writeFileSync(join(directory, name), '')
}
