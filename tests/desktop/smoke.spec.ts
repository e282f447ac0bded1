// Goal: the built desktop app opens its window and keeps its promises about it. Method: one spec on two runtimes; what the stand-in only
// imitates is said aloud and is checked on the options that were passed (tests/unit/hosts/window-policy.test.ts).
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { WEB_PREFERENCES } from '../../main/hosts/electron/window-policy.ts'
import { channel, CHANNEL_FILE, PROGRAM, serveFeed } from '../support/update-feed.ts'
import { ROOT, type Runtime, RUNTIMES } from './runtimes.ts'

for (const runtime of RUNTIMES) {
  test.describe(`on ${runtime.name}`, () => {
    test.describe.configure({ mode: 'serial' })
    test.skip(runtime.executablePath === null, `SKIPPED: ${runtime.name} is not on this machine`)
    let directory: string
    let app: ElectronApplication
    let window: Page
    let feed: Awaited<ReturnType<typeof serveFeed>>

    test.beforeAll(async () => {
      if (runtime.executablePath === null) return
      directory = mkdtempSync(join(tmpdir(), 'lastmile-desktop-'))
      feed = await serveFeed({})
      app = await launch(runtime, directory, feed.url)
      window = await app.firstWindow()
    })
    test.afterAll(async () => {
      if (runtime.executablePath === null) return
      await app.close()
      feed.close()
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
    })

    test('opens one window with the sign-in screen', async () => {
      await expect(window.getByText('Lastmile').first()).toBeVisible({ timeout: 60_000 })
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    })

    test('gives the page two functions and nothing of Node or Electron', async () => {
      const reach = await window.evaluate(() => ({
        desk: Object.fromEntries(Object.entries((globalThis as unknown as { lastmile: object }).lastmile).map(([key, value]) => [key, typeof value])),
        isFrozen: Object.isFrozen((globalThis as unknown as { lastmile: object }).lastmile),
        others: ['require', 'process', 'module', 'ipcRenderer', 'electron'].filter((name) => name in globalThis),
      }))
      expect(reach).toEqual({ desk: { call: 'function', subscribe: 'function' }, isFrozen: true, others: [] })
    })

    test('answers a call of its page', async () => {
      const answer = await window.evaluate(() => (globalThis as unknown as { lastmile: { call: (name: string, input: unknown) => Promise<unknown> } }).lastmile.call('session.current', {}))
      expect(answer).toMatchObject({ ok: true, value: { user: null } })
    })

    test('was opened with the preferences of the policy', async () => {
      const preferences = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => (contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences()))
      expect(preferences).toHaveLength(1)
      // Electron leaves some of its defaults out of what it reports; none may be reported otherwise.
      for (const [name, value] of Object.entries(WEB_PREFERENCES)) expect([name, preferences[0]?.[name] ?? value]).toEqual([name, value])
      if (!runtime.isReal) process.stdout.write('SKIPPED isolation, sandbox and fuses at run time: the stand-in only imitates them\n')
    })

    test('does not leave its own pages', async () => {
      const before = window.url()
      await window.evaluate(() => { location.href = 'https://elsewhere.example/' })
      await window.evaluate(() => { location.href = 'file:///etc/passwd' }).catch(() => undefined)
      await expect(window.getByText('Lastmile').first()).toBeVisible()
      expect(window.url()).toBe(before)
    })

    test('opens no second window', async () => {
      await window.evaluate(() => { globalThis.open('https://elsewhere.example/') })
      await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
      await expect.poll(() => app.windows().length).toBe(1)
    })

    test('is permitted nothing that must be asked for', async () => {
      const states = await window.evaluate(() => Promise.all((['geolocation', 'notifications'] as const).map(async (name) => (await navigator.permissions.query({ name })).state)))
      expect(states).toEqual(['denied', 'denied'])
    })

    test('runs no inline script and loads nothing from outside', async () => {
      const outcome = await window.evaluate(async () => {
        const violated = (directive: RegExp) => new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => { if (directive.test(event.effectiveDirective)) resolve('refused by policy') })
        })
        const scripts = violated(/^(script-src|require-trusted-types-for)/)
        const connections = violated(/^connect-src$/)
        const script = document.createElement('script')
        script.append(document.createTextNode('globalThis.inlineRan = true'))
        document.body.append(script)
        const fetched = await fetch('https://elsewhere.example/').then(() => 'loaded', () => 'failed')
        return { ran: 'inlineRan' in globalThis, fetched, script: await scripts, connection: await connections }
      })
      expect(outcome).toEqual({ ran: false, fetched: 'failed', script: 'refused by policy', connection: 'refused by policy' })
    })

    test('asks an update feed when told to: says that there is none, fetches what is described, refuses a file with one flipped bit', async () => {
      const call = (name: string, input: unknown = {}) => window.evaluate(([called, given]) => (globalThis as unknown as { lastmile: { call: (name: string, input: unknown) => Promise<unknown> } }).lastmile.call(called as string, given), [name, input] as const)
      const program = randomBytes(50_000)
      const flipped = Buffer.from(program)
      flipped[25_000]! ^= 1
      expect(await call('session.signIn', { userName: 'admin', passphrase: 'demo-admin' })).toMatchObject({ ok: true })
      feed.put({})
      expect(await call('desk.checkUpdate')).toMatchObject({ ok: false, error: { code: 'update-feed-missing' } })
      feed.put({ [CHANNEL_FILE]: channel('9.9.9', program), [PROGRAM]: flipped })
      expect(await call('desk.checkUpdate')).toMatchObject({ ok: true, value: { available: '9.9.9' } })
      expect(await call('desk.fetchUpdate')).toMatchObject({ ok: false, error: { code: 'update-refused' } })
      feed.put({ [CHANNEL_FILE]: channel('9.9.9', program), [PROGRAM]: program })
      const fetched = await call('desk.fetchUpdate') as { readonly value?: { readonly file: string } }
      expect(readFileSync(fetched.value?.file ?? '').equals(program)).toBe(true)
      await call('session.signOut')
    })

    test('leaves no process behind when it quits', async () => {
      const own = mkdtempSync(join(tmpdir(), 'lastmile-desktop-quit-'))
      const second = await launch(runtime, own)
      const page = await second.firstWindow()
      await expect(page.getByText('Lastmile').first()).toBeVisible({ timeout: 60_000 })
      const pid = second.process().pid ?? 0
      const family = [pid, ...listDescendants(pid)]
      await second.close()
      if (process.platform === 'linux') await expect.poll(() => family.filter(isAlive)).toEqual([])
      rmSync(own, { recursive: true, force: true, maxRetries: 5 })
    })
  })
}

const launch = (runtime: Runtime, dataDir: string, updateFeed = ''): Promise<ElectronApplication> =>
  _electron.launch({ executablePath: runtime.executablePath ?? '', args: [ROOT, `--data=${dataDir}`], cwd: ROOT, env: { ...process.env, ...(updateFeed ? { LASTMILE_UPDATE_FEED: updateFeed } : {}) } as Record<string, string> })

/** Children of children too. Read from /proc; elsewhere there is nothing to compare with. */
function listDescendants(pid: number): readonly number[] {
  if (process.platform !== 'linux') return []
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => ({ pid: Number(name), parent: parentOf(name) }))
  const walk = (of: number): readonly number[] => parents.filter(({ parent }) => parent === of).flatMap((child) => [child.pid, ...walk(child.pid)])
  return walk(pid)
}

function parentOf(name: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1])
  } catch {
    return 0
  }
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
