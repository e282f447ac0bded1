import type { ChildProcessByStdio } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { IP_RULES, catalog } from '../../../unit/central/support/builders.ts'

const ROOT = join(import.meta.dirname, '../../../..')
export const TOKEN = 'integration-desk-token-of-32-chars'
/** The real one, and the one without its idempotency door. */
export const CENTRAL = join(ROOT, 'main/hosts/launch/central.ts')
export const FORGETFUL_CENTRAL = join(import.meta.dirname, 'forgetful-central.ts')
const DESK = join(import.meta.dirname, 'desk-process.ts')

export type Child = { readonly process: ChildProcessByStdio<null, Readable, Readable>; readonly exited: Promise<number | null>; readonly errors: () => string }

/** Runs a script under this Node; whatever is left of it ends with the running test. */
export function run(script: string, args: readonly string[], onLine: (line: string) => void): Child {
  const process = spawn(globalThis.process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  process.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  createInterface({ input: process.stdout }).on('line', onLine)
  const exited = new Promise<number | null>((resolve) => process.once('close', resolve))
  onTestFinished(async () => {
    process.kill('SIGKILL')
    await exited
  })
  return { process, exited, errors: () => errors }
}

/** A directory with a small territory of its own, 62 wired addresses; it goes when the running test ends. */
export function newPlace(): { readonly data: string; readonly territory: string } {
  const root = mkdtempSync(join(tmpdir(), 'central-integration-'))
  const [data, territory] = [join(root, 'data'), join(root, 'territory')]
  for (const directory of [data, territory]) mkdirSync(directory)
  const pool = { id: 'SMALL', name: 'Small', cidr: '203.0.113.0/26', reserved: [], quarantineMs: 3_600_000 }
  writeFileSync(join(territory, 'catalog.json'), JSON.stringify(catalog()))
  writeFileSync(join(territory, 'addressing.json'), JSON.stringify({ pools: [pool], rules: [IP_RULES[0]] }))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  return { data, territory }
}

/** Starts a central and waits for its line. `port` 0: any. Errors: rejects with what it said when it ends instead. */
export async function startCentralProcess(place: { readonly data: string; readonly territory: string }, options: { readonly script?: string; readonly port?: number } = {}): Promise<Child & { readonly url: string; readonly port: number }> {
  return new Promise((resolve, reject) => {
    const args = ['--data', place.data, '--port', String(options.port ?? 0), '--token', TOKEN, '--territory', place.territory]
    const child = run(options.script ?? CENTRAL, args, (line) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
      if (url) resolve({ ...child, url, port: Number(new URL(url).port) })
    })
    void child.exited.then((code) => reject(new Error(`central ended with ${code}: ${child.errors()}`)))
  })
}

export type DeskPlan = { readonly url: string; readonly deskId: string; readonly firstOrder: number; readonly orders: number; readonly allOrders: number }
export const startDesk = (plan: DeskPlan, onLine: (line: string) => void): Child =>
  run(DESK, [plan.url, TOKEN, plan.deskId, String(plan.firstOrder), String(plan.orders), String(plan.allOrders)], onLine)
