// Goal: `npm start` itself, with the real console, its threads and its practice providers, ends without a trace and shares its data with
// nobody. Method: the whole program as a process; its family is read from /proc.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../support/built.ts'
import { startDeskProcess } from '../../support/desk-process.ts'

const hasProc = process.platform === 'linux'
if (!hasProc) process.stdout.write('SKIPPED the family of a desk: it is read from /proc\n')

const listChildren = (pid: number): readonly number[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => readStatus(name, /^PPid:\s+(\d+)/m) === String(pid)).map(Number)
const isAlive = (pid: number): boolean => !['Z', null].includes(readStatus(String(pid), /^State:\s+(\w)/m))
function readStatus(pid: string, pattern: RegExp): string | null {
  try {
    return pattern.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? null
  } catch {
    return null
  }
}

describe('npm start', () => {
  let dataDir: string
  beforeAll(async () => {
    await ensureBuilt()
    dataDir = mkdtempSync(join(tmpdir(), 'lastmile-start-'))
  }, 120_000)
  afterAll(() => { rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }) })

  it.skipIf(!hasProc)('ends every provider process with itself on Ctrl-C', async () => {
    await using desk = await startDeskProcess({ dataDir })
    const children = listChildren(desk.pid)
    expect(children.length).toBeGreaterThanOrEqual(5)
    expect(await desk.stop()).toBe(0)
    expect(children.filter(isAlive)).toEqual([])
  })

  it.skipIf(!hasProc)('leaves no provider process behind even when it is killed', async () => {
    await using desk = await startDeskProcess({ dataDir })
    const children = listChildren(desk.pid)
    process.kill(desk.pid, 'SIGKILL')
    await expect.poll(() => children.filter(isAlive), { timeout: 20_000 }).toEqual([])
  })

  it('says who has the data when it is started twice, and starts when the other has gone', async () => {
    const first = await startDeskProcess({ dataDir })
    await expect(startDeskProcess({ dataDir })).rejects.toThrow(`${dataDir} is open in the Lastmile Desk with process id ${first.pid}`)
    await first.stop()
    await using second = await startDeskProcess({ dataDir })
    expect(second.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=/)
  })
})
