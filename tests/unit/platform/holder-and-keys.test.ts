import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { holdDirectory } from '../../../main/platform/holder.ts'
import { deskKey } from '../../../main/platform/keys.ts'

const directory = () => mkdtempSync(join(tmpdir(), 'lastmile-'))

describe('the holder of a data directory', () => {
  it('tells a second start who holds it, and lets it in once released', () => {
    const data = directory()
    const first = holdDirectory(data, { pid: 4711, startedAt: '2026-11-22 10:40' })
    const second = holdDirectory(data, { pid: 4712, startedAt: 'later' })
    expect(first.kind).toBe('taken')
    expect(second).toEqual({ kind: 'held', by: 'the Lastmile Desk with process id 4711, started 2026-11-22 10:40' })
    if (first.kind === 'taken') first.release()
    expect(holdDirectory(data, { pid: 4713, startedAt: 'now' }).kind).toBe('taken')
  })

  it('is free again after its process was killed without a word', () => {
    const data = directory()
    const source = new URL('../../../main/platform/holder.ts', import.meta.url).href
    const script = `import { holdDirectory } from ${JSON.stringify(source)}; holdDirectory(${JSON.stringify(data)}, { pid: process.pid, startedAt: 'x' }); process.kill(process.pid, 'SIGKILL')`
    expect(spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script]).signal).toBe('SIGKILL')
    expect(readFileSync(join(data, 'holder.json'), 'utf8')).toContain('"pid"')
    expect(holdDirectory(data, { pid: 1, startedAt: 'x' }).kind).toBe('taken')
  })
})

describe('the key of a data directory', () => {
  it('is a 0600 file of 64 hex digits for demo data, the same at every start', () => {
    const data = directory()
    const made = deskKey(data)
    expect(made.key).toMatch(/^[0-9a-f]{64}$/)
    expect(statSync(join(data, 'key')).mode & 0o777).toBe(0o600)
    expect(deskKey(data)).toEqual({ key: made.key, source: 'demoFile' })
  })

  it('comes from a passphrase without being written anywhere, and another passphrase gives another key', () => {
    const data = directory()
    const made = deskKey(data, { passphrase: 'orange lamp river' })
    expect(made.source).toBe('passphrase')
    expect(deskKey(data, { passphrase: 'orange lamp river' }).key).toBe(made.key)
    expect(deskKey(data, { passphrase: 'something else' }).key).not.toBe(made.key)
    expect(() => deskKey(data)).toThrow(/passphrase/)
  })

  it('is wrapped where the system keeps secrets', () => {
    const data = directory()
    const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a))
    const secretStore = { protect: (text: string) => flip(Buffer.from(text)), reveal: (bytes: Buffer) => flip(bytes).toString() }
    const made = deskKey(data, { secretStore })
    expect(made.source).toBe('secretStore')
    expect(deskKey(data, { secretStore })).toEqual(made)
    expect(readFileSync(join(data, 'key.wrapped'), 'utf8')).not.toContain(made.key)
  })

  it('keeps reading a demo file that is already there', () => {
    const data = directory()
    writeFileSync(join(data, 'key'), `${'ab'.repeat(32)}\n`)
    expect(deskKey(data, { passphrase: 'x' })).toEqual({ key: 'ab'.repeat(32), source: 'demoFile' })
  })
})
