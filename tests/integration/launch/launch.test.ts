import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { stampSources, STAMP_FILE } from '../../../main/hosts/launch/source-stamp.ts'

const FIXTURE = join(import.meta.dirname, 'start-with-fake.ts')
let root: string
const running = new Set<ChildProcess>()

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'lastmile-start-'))
  mkdirSync(join(root, 'out/renderer'), { recursive: true })
  writeFileSync(join(root, 'out/renderer/index.html'), '<html><head></head></html>')
  writeFileSync(join(root, 'out', STAMP_FILE), await stampSources(root))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
  rmSync(root, { recursive: true })
})

const start = (...args: readonly string[]) => startWith({}, ...args)

const startWith = (extra: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env
  const child = spawn(process.execPath, [FIXTURE, root, ...args, `--data=${join(root, 'data')}`], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...env, CI: 'true', ...extra } })
  running.add(child)
  const lines: string[] = []
  const waiting: { readonly pattern: RegExp; readonly found: (line: string) => void }[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const each of waiting) if (each.pattern.test(line)) each.found(line)
  })
  const waitFor = (pattern: RegExp) => new Promise<string>((resolve) => {
    const seen = lines.find((line) => pattern.test(line))
    if (seen) resolve(seen)
    else waiting.push({ pattern, found: resolve })
  })
  return { child, lines, waitFor, exited: once(child, 'close').then(([code]) => code as number | null) }
}
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

it('prints a link that opens the desk, after a line on why there is no window and on what it loads', async () => {
  const desk = start()
  const link = new URL((await desk.waitFor(/^Open http/)).slice('Open '.length))
  expect(desk.lines[0]).toMatch(/no display/)
  expect(desk.lines).toContain('Addresses: 10 of 10')
  const answer = await fetch(`${link.origin}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: link.hash.slice('#code='.length) }) })
  expect(answer.status).toBe(200)
})

it.each(['SIGINT', 'SIGTERM'] as const)('ends everything it started on %s, even while a browser listens', async (signal) => {
  const desk = start('--host', 'loopback')
  const link = new URL((await desk.waitFor(/^Open http/)).slice('Open '.length))
  const childPid = Number((await desk.waitFor(/^child /)).slice('child '.length))
  const opened = await fetch(`${link.origin}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: link.hash.slice('#code='.length) }) })
  const stream = await fetch(`${link.origin}/api/events`, { headers: { cookie: opened.headers.get('set-cookie') ?? '' } })
  expect([stream.status, isAlive(childPid)]).toEqual([200, true])
  desk.child.kill(signal)
  expect(await desk.exited).toBe(0)
  expect(isAlive(childPid)).toBe(false)
  await stream.body?.cancel().catch(() => undefined)
})

it('says who holds the data when started twice', async () => {
  const first = start('--host', 'headless')
  await first.waitFor(/without a window/)
  const second = start('--host', 'loopback')
  expect(await second.exited).toBe(1)
  expect(second.lines).toContain(`${join(root, 'data')} is open in the Lastmile Desk with process id 4242.`)
})

it('says in a sentence that a port is taken, and ends its child', async () => {
  const first = start('--host', 'loopback')
  const { port } = new URL((await first.waitFor(/^Open http/)).slice('Open '.length))
  rmSync(join(root, 'data/held-by-test'))
  const second = start('--host', 'loopback', '--port', port)
  const childPid = Number((await second.waitFor(/^child /)).slice('child '.length))
  expect(await second.exited).toBe(1)
  expect(second.lines.at(-1)).toMatch(/is taken by another program/)
  expect(isAlive(childPid)).toBe(false)
  writeFileSync(join(root, 'data/held-by-test'), '')
})

it.skipIf(process.platform === 'win32')('runs a window as a process of its own, keeps the token off its command line, and ends it', async () => {
  const runtime = join(root, 'runtime')
  mkdirSync(runtime)
  writeFileSync(join(runtime, 'electron'), `#!/bin/sh\necho "window $$ $* token:$LASTMILE_CENTRAL_TOKEN node:$ELECTRON_RUN_AS_NODE."\nexec sleep 1000\n`, { mode: 0o755 })
  const desk = startWith({ DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: runtime, LASTMILE_CENTRAL_TOKEN: 'very-secret', ELECTRON_RUN_AS_NODE: '1' }, '--central', 'http://127.0.0.1:9')
  const line = await desk.waitFor(/^window /)
  const pid = Number(line.split(' ')[1])
  expect(line).toBe(`window ${pid} ${root} --data=${join(root, 'data')} --central=http://127.0.0.1:9 token:very-secret node:.`)
  desk.child.kill('SIGINT')
  expect(await desk.exited).toBe(0)
  expect(isAlive(pid)).toBe(false)
})

it('answers a wrong option with a sentence and no trace', async () => {
  const desk = start('--host', 'balloon')
  expect(await desk.exited).toBe(2)
  expect(desk.lines).toEqual(['--host is electron, loopback or headless, not "balloon".'])
})

it('explains itself', async () => {
  const desk = start('--help')
  expect(await desk.exited).toBe(0)
  expect(desk.lines.join('\n')).toContain('--no-sandbox-providers')
})
