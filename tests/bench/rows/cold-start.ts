import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { BenchDirectory } from '../support/disk.ts'
import { makeBenchDirectory } from '../support/disk.ts'
import { alternate, median, oursOf, peerOf, ratioOf, time } from '../support/measure.ts'
import { formatMs, formatRatio } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const ROOT = join(import.meta.dirname, '../../..')
const START = join(ROOT, 'main/hosts/launch/start.ts')
const READY = /^The desk runs without a window/
const BUILDING = /^Building the desk/
const ROUNDS = 5
const TRIES = 3

/** From the command to the line that says the desk is ready, against a Node that does nothing. */
export async function coldStartRows(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const { what, args } of [{ what: 'no practice providers', args: ['--no-sandbox-providers'] }, { what: 'practice providers', args: [] }]) {
    using loaded = makeBenchDirectory()
    await startOnce(loaded.path, args)
    rows.push(await measure(`cold start, ${what}`, () => startOnce(loaded.path, args)))
    rows.push(await measure(`first start, ${what}`, () => startFresh(args)))
  }
  return rows
}

async function measure(name: string, start: () => Promise<number>): Promise<Row> {
  const pairs = await alternate(ROUNDS, async () => [await start()], () => [time(() => spawnSync(process.execPath, ['-e', '0']))])
  return { name, ours: formatMs(median(oursOf(pairs))), peer: `${formatMs(median(peerOf(pairs)))} node -e 0`, ratio: formatRatio(ratioOf(pairs)), bound: 'none', verdict: 'reported' }
}

async function startFresh(args: readonly string[]): Promise<number> {
  using empty: BenchDirectory = makeBenchDirectory()
  return await startOnce(empty.path, args)
}

/** A start that first had to build (somebody changed the sources meanwhile) is not counted. Errors: rejects with what the desk printed when it is never ready. */
async function startOnce(dataDir: string, args: readonly string[]): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { ms, hasBuilt } = await start(dataDir, args)
    if (!hasBuilt) return ms
  }
  throw new Error('the sources change all the time: every start had to build them')
}

async function start(dataDir: string, args: readonly string[]): Promise<{ readonly ms: number; readonly hasBuilt: boolean }> {
  const lines: string[] = []
  const startedAt = performance.now()
  const child = spawn(process.execPath, [START, '--host', 'headless', `--data=${dataDir}`, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  const ms = await new Promise<number>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (READY.test(line)) resolve(performance.now() - startedAt)
      })
    }
    void ended.then(([code]) => reject(new Error(`the desk ended with ${code} before it was ready:\n${lines.join('\n')}`)))
  })
  child.kill('SIGTERM')
  await ended
  return { ms, hasBuilt: lines.some((line) => BUILDING.test(line)) }
}
