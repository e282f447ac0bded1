import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { writeAddressList } from '../../support/import-generator.ts'

// kill -9 in the middle of an import, then the same command: it goes on where it was and ends as the one that nobody killed.
const COMMAND = fileURLToPath(new URL('../../../main/hosts/launch/territory.ts', import.meta.url))
const ROWS = 60_000

it('goes on after kill -9 and ends with what an import has that nobody killed', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-killed-'))
  try {
    const list = join(directory, 'list.csv')
    await writeAddressList(list, ROWS)
    const args = (data: string) => [COMMAND, 'import', '--territory', 'tinytown', '--data', join(directory, data), '--addresses', list]
    const child = spawn(process.execPath, args('killed'), { stdio: ['ignore', 'pipe', 'ignore'] })
    child.stdout.once('data', () => child.kill('SIGKILL'))
    const [, signal] = (await once(child, 'close')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')
    const again = spawnSync(process.execPath, args('killed'), { encoding: 'utf8' }).stdout
    const control = spawnSync(process.execPath, args('control'), { encoding: 'utf8' }).stdout
    const after = Number(/went on after line (\d+)/.exec(again)?.[1])
    expect(after).toBeGreaterThan(0)
    expect(after).toBeLessThan(ROWS)
    const sums = (text: string) => [/(\d+ new, \d+ known already, \d+ refused)/.exec(text)?.[1], /Tinytown \(tinytown\): (.* sectors)/.exec(text)?.[1]]
    expect(sums(control)[0]).toBe(`${ROWS} new, 0 known already, 0 refused`)
    expect(sums(again)).toEqual(sums(control))
  } finally {
    rmSync(directory, { recursive: true })
  }
}, 180_000)
