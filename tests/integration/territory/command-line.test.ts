import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { holdDirectory } from '../../../main/platform/holder.ts'
import { deskKey } from '../../../main/platform/keys.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import { CHEYENNE } from '../../unit/cache/caches.ts'

// The territory command as a person runs it: a process of its own on a directory of its own.
const COMMAND = fileURLToPath(new URL('../../../main/hosts/launch/territory.ts', import.meta.url))
const made: string[] = []
afterEach(() => made.splice(0).forEach((directory) => rmSync(directory, { recursive: true })))
const temporary = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-territory-'))
  made.push(directory)
  return directory
}
const run = (...args: readonly string[]) => {
  const done = spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8' })
  return { status: done.status, text: done.stdout }
}

describe('npm run territory', () => {
  it('check prints what is in a territory and every refused line', () => {
    const { status, text } = run('check', CHEYENNE)
    expect(status).toBe(0)
    expect(text).toContain('addresses 3669')
    expect(text).toContain('demo callers 12')
    expect(text).toContain('refused lines 0')
  })
  it('check says what is wrong with a directory that is none', () => {
    const directory = temporary()
    writeFileSync(join(directory, 'territory.json'), '{')
    expect(run('check', directory)).toEqual({ status: 1, text: 'Not a territory: territory.json, not JSON.\n' })
  })
  it('load fills the cache of a desk, which then opens with it', () => {
    const data = temporary()
    expect(run('load', CHEYENNE, '--data', data)).toMatchObject({ status: 0 })
    const { cache, quarantined } = openCache({ file: join(data, 'cache.db'), key: deskKey(data).key })
    expect(quarantined).toBeNull()
    expect(cache.counts().addresses).toBe(3669)
    cache.close()
  })
  it('load leaves a desk alone that is running', () => {
    const data = temporary()
    const held = holdDirectory(data, { pid: process.pid, startedAt: '2026-11-22T00:00:00Z' })
    const { status, text } = run('load', CHEYENNE, '--data', data)
    expect(status).toBe(1)
    expect(text).toContain('is in use by')
    expect(existsSync(join(data, 'cache.db'))).toBe(false)
    if (held.kind === 'taken') held.release()
  })
  it('export writes the plant by the standard, and import takes it into another desk', () => {
    const [data, out, other] = [temporary(), temporary(), temporary()]
    expect(run('export', '--plant', out, '--data', data)).toMatchObject({ status: 1, text: expect.stringContaining('has no territory yet') })
    run('load', CHEYENNE, '--data', data)
    const counted = /nodes (\d+), spans (\d+)/.exec(run('check', CHEYENNE).text)!
    expect(run('export', '--plant', out, '--data', data)).toMatchObject({ status: 0, text: expect.stringContaining(`${counted[1]} nodes and ${counted[2]} spans`) })
    expect(run('import', '--territory', 'other', '--data', other, '--plant', join(out, 'nodes.geojson'), '--plant', join(out, 'spans.geojson'))).toMatchObject({ status: 0, text: expect.stringContaining(`${counted[2]} spans`) })
    expect(run('export').status).toBe(2)
  })
  it('says how it is used when it is used otherwise', () => expect(run('dance').status).toBe(2))
})
