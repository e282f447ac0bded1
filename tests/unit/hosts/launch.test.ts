import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseHost } from '../../../main/hosts/launch/choose-host.ts'
import { findElectronRuntime } from '../../../main/hosts/launch/electron-runtime.ts'
import { browserOpener } from '../../../main/hosts/launch/open-browser.ts'
import { createProgressLines } from '../../../main/hosts/launch/progress-lines.ts'
import { isBuildCurrent, stampSources, STAMP_FILE } from '../../../main/hosts/launch/source-stamp.ts'
import { resolveEntry } from '../../../main/platform/entry.ts'

let directory: string
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'lastmile-launch-')) })
afterEach(() => { rmSync(directory, { recursive: true }) })

describe('choosing a host', () => {
  const present = async () => ({ kind: 'present', executable: '/e' }) as const
  const absent = async () => ({ kind: 'absent', why: 'the download failed' }) as const
  const screen = { platform: 'linux', env: { DISPLAY: ':0' } }
  it('prefers a window', async () => { expect(await chooseHost(null, screen, present)).toEqual({ host: 'electron', runtime: '/e' }) })
  it('serves a browser where there is no display, and does not even look for a runtime', async () => {
    const choice = await chooseHost(null, { platform: 'linux', env: {} }, async () => { throw new Error('looked') })
    expect(choice).toMatchObject({ host: 'loopback', why: expect.stringContaining('no display') })
  })
  it('serves a browser and says why where the runtime did not come', async () => {
    expect(await chooseHost('electron', screen, absent)).toMatchObject({ host: 'loopback', why: expect.stringContaining('the download failed') })
  })
  it('asks nothing when told', async () => { expect(await chooseHost('headless', screen, absent)).toEqual({ host: 'headless' }) })
  it('knows Wayland, Windows and macOS as displays', async () => {
    for (const machine of [{ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } }, { platform: 'win32', env: {} }, { platform: 'darwin', env: {} }]) expect((await chooseHost(null, machine, present)).host).toBe('electron')
  })
})

describe('Electron\'s runtime', () => {
  const find = (installer: string | null, waitMs: number) => {
    if (installer !== null) writeFileSync(join(directory, 'install.js'), installer)
    return findElectronRuntime({ packageDir: directory, waitMs, env: {} })
  }
  it('is taken when it is there', async () => {
    mkdirSync(join(directory, 'dist'))
    writeFileSync(join(directory, 'path.txt'), 'electron')
    writeFileSync(join(directory, 'dist/electron'), '')
    expect(await find(null, 1)).toEqual({ kind: 'present', executable: join(directory, 'dist/electron') })
  })
  it('is taken when the installer brings it', async () => {
    const installer = `const fs = require('fs'); fs.mkdirSync(__dirname + '/dist'); fs.writeFileSync(__dirname + '/dist/electron', '')`
    expect(await find(installer, 30_000)).toEqual({ kind: 'present', executable: join(directory, 'dist/electron') })
  })
  it('is given up when the installer does not come to an end', async () => {
    expect(await find('setInterval(() => {}, 1000)', 50)).toEqual({ kind: 'absent', why: 'its download took longer than 0.05 s' })
  })
  it('is absent with the reason that the installer gave', async () => {
    expect(await find(`console.error('TypeError: getaddrinfo ENOTFOUND example.org\\n at x'); process.exit(1)`, 30_000)).toEqual({ kind: 'absent', why: 'its download failed: getaddrinfo ENOTFOUND example.org' })
  })
})

describe('opening a browser', () => {
  it.each([
    [{ platform: 'linux', env: { DISPLAY: ':0' } }, 'xdg-open'], [{ platform: 'darwin', env: {} }, 'open'], [{ platform: 'win32', env: {} }, 'rundll32'],
    [{ platform: 'linux', env: { DISPLAY: ':0', CI: 'true' } }, undefined], [{ platform: 'linux', env: {} }, undefined],
  ])('on %j uses %s', (machine, command) => { expect(browserOpener(machine)?.command).toBe(command) })
})

describe('the stamp of the sources', () => {
  const write = (file: string, text: string) => { mkdirSync(join(directory, file, '..'), { recursive: true }); writeFileSync(join(directory, file), text) }
  it('makes a build current until a source changes, comes or goes', async () => {
    write('main/a.ts', '1')
    expect(await isBuildCurrent(directory)).toBe(false)
    write(`out/${STAMP_FILE}`, await stampSources(directory))
    expect(await isBuildCurrent(directory)).toBe(true)
    write('main/README.md', 'words are not built')
    expect(await isBuildCurrent(directory)).toBe(true)
    write('main/a.ts', '2')
    expect(await isBuildCurrent(directory)).toBe(false)
    write('main/a.ts', '1')
    write('shared/b.ts', '')
    expect(await isBuildCurrent(directory)).toBe(false)
  })
  it('tells a moved line between two files from none', async () => {
    write('main/a.ts', 'x')
    write('main/b.ts', '')
    const before = await stampSources(directory)
    write('main/a.ts', '')
    write('main/b.ts', 'x')
    expect(await stampSources(directory)).not.toBe(before)
  })
})

describe('progress', () => {
  it('is a line per tenth and one at the end', () => {
    const lines: string[] = []
    const report = createProgressLines((line) => lines.push(line))
    for (let done = 0; done <= 2_000; done += 1) report({ what: 'Addresses', done, total: 2_000 })
    expect(lines).toHaveLength(11)
    expect(lines[0]).toBe('Addresses: 0 of 2,000')
    expect(lines.at(-1)).toBe('Addresses: 2,000 of 2,000')
  })
  it('is one line where nobody knows how much there is', () => {
    const lines: string[] = []
    const report = createProgressLines((line) => lines.push(line))
    for (const done of [500, 1_000]) report({ what: 'Territory', done, total: 0 })
    expect(lines).toEqual(['Territory …'])
  })
})

describe('where an entry is', () => {
  it('is its source when running from source', () => {
    expect(resolveEntry('sandbox-provider', 'file:///desk/main/platform/entry.ts').href).toBe('file:///desk/main/hosts/sandbox/provider.ts')
  })
  it('is a sibling when built, also from a shared chunk', () => {
    expect(resolveEntry('console-thread', 'file:///desk/out/main/chunk-1a2b.js').href).toBe('file:///desk/out/main/console-thread.js')
  })
})
