import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAppData, readDeskOptions, writeDeskOptions } from '../../../main/hosts/launch/desk-options.ts'

const read = (argv: readonly string[], env: Record<string, string> = {}) => readDeskOptions({ argv, env, appData: '/data' })

describe('the options of a desk', () => {
  it('start with an embedded central, practice providers and a directory of their own', () => {
    expect(read([])).toEqual({ host: null, dataDir: join('/data', 'LastmileDesk'), port: 0, central: { kind: 'embedded' }, sandboxProviders: true, help: false })
  })
  it('are read in both spellings', () => {
    expect(read(['--host', 'headless', '--data=/d', '--port', '8080', '--no-sandbox-providers'])).toMatchObject({ host: 'headless', dataDir: '/d', port: 8080, sandboxProviders: false })
  })
  it.each([[['--host', 'web'], '--host'], [['--port', '70000'], '--port'], [['--port', 'x'], '--port'], [['--central', 'ftp://c'], '--central'], [['--central', 'http://c'], 'token']])('refuse %j in a sentence', (argv, word) => {
    expect(() => read(argv)).toThrow(word)
  })
  it('take the token of central from the environment or a file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'lastmile-options-'))
    const file = join(directory, 'token')
    writeFileSync(file, 'from-file\n')
    expect(read(['--central', 'http://c:1'], { LASTMILE_CENTRAL_TOKEN: 'from-env' }).central).toEqual({ kind: 'http', url: 'http://c:1', token: 'from-env' })
    expect(read(['--central', 'http://c:1', '--central-token-file', file], { LASTMILE_CENTRAL_TOKEN: 'from-env' }).central).toEqual({ kind: 'http', url: 'http://c:1', token: 'from-file' })
    rmSync(directory, { recursive: true })
  })
  it('cross to another process without the token on its command line', () => {
    const options = read(['--data=/d', '--central', 'http://c:1', '--no-sandbox-providers'], { LASTMILE_CENTRAL_TOKEN: 'very-secret' })
    const written = writeDeskOptions(options)
    expect(written.args.join(' ')).not.toContain('very-secret')
    expect(read([...written.args], { ...written.env })).toEqual(options)
  })
  it.each([
    [{ platform: 'linux', home: '/h', env: {} }, join('/h', '.local', 'share')],
    [{ platform: 'linux', home: '/h', env: { XDG_DATA_HOME: '/x' } }, '/x'],
    [{ platform: 'linux', home: '/h', env: { XDG_DATA_HOME: '' } }, join('/h', '.local', 'share')],
    [{ platform: 'darwin', home: '/h', env: {} }, join('/h', 'Library', 'Application Support')],
    [{ platform: 'win32', home: '/h', env: { APPDATA: '/roaming' } }, '/roaming'],
  ])('keep data where the platform does: %j', (machine, expected) => { expect(findAppData(machine)).toBe(expected) })
})
