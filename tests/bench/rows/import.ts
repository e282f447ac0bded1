import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from '../../../shared/kernel/result.ts'
import { writeAddressList } from '../../support/import-generator.ts'
import { makeBenchDirectory } from '../support/disk.ts'
import { formatRatio, verdictOf } from '../support/row.ts'
import type { Row } from '../support/row.ts'

/** 1,000,000 at full scale: LASTMILE_BENCH_ADDRESSES=1000000 npm run bench import. The smaller import beside it says whether memory grows with the file. */
const ADDRESSES = Number(process.env['LASTMILE_BENCH_ADDRESSES'] ?? 100_000)
const SMALLER = Math.max(50_000, ADDRESSES / 10)
const SPANS = ADDRESSES / 5
const COMMAND = fileURLToPath(new URL('../../../main/hosts/launch/territory.ts', import.meta.url))
/** Minutes for a million rows on two cores. */
const LEAST_ROWS_PER_S = 5_000
/** The file's own pages at hand take up to 64 MB, and what the collector has not taken back is no growth. */
const MOST_GROWTH_MB = 200

/** A list of addresses and a network of spans, imported by the command in a process of its own: rows a second, and memory that does not follow the file. */
export async function importRows(): Promise<readonly Row[]> {
  using directory = makeBenchDirectory()
  const small = await importList(directory.path, 'small', SMALLER)
  const large = await importList(directory.path, 'large', ADDRESSES)
  const plant = await importPlant(directory.path)
  const growthMb = large.peakMb - small.peakMb
  return [
    { name: `import of ${ADDRESSES.toLocaleString('en-US')} addresses`, ours: `${large.seconds.toFixed(1)} s, ${Math.round(ADDRESSES / large.seconds).toLocaleString('en-US')} rows/s`, peer: '-', ratio: '-', bound: `>= ${LEAST_ROWS_PER_S.toLocaleString('en-US')} rows/s`, verdict: verdictOf(ADDRESSES / large.seconds >= LEAST_ROWS_PER_S) },
    { name: `peak memory of it, and of ${SMALLER.toLocaleString('en-US')}`, ours: `${large.peakMb} MB`, peer: `${small.peakMb} MB`, ratio: formatRatio(large.peakMb / small.peakMb), bound: `<= ${MOST_GROWTH_MB} MB more`, verdict: verdictOf(growthMb <= MOST_GROWTH_MB) },
    { name: `import of ${SPANS.toLocaleString('en-US')} spans at one node`, ours: `${plant.seconds.toFixed(1)} s, ${Math.round(SPANS / plant.seconds).toLocaleString('en-US')} spans/s`, peer: '-', ratio: '-', bound: `>= ${LEAST_ROWS_PER_S.toLocaleString('en-US')} spans/s`, verdict: verdictOf(SPANS / plant.seconds >= LEAST_ROWS_PER_S) },
  ]
}

async function importList(directory: string, name: string, count: number) {
  const list = join(directory, `${name}.csv`)
  await writeAddressList(list, count)
  const { text, seconds } = await run(['--addresses', list, '--data', join(directory, name)])
  assert(text.includes(`${count} new, 0 known already, 0 refused`), `all of ${count} came in: ${text}`)
  return { seconds, peakMb: peakOf(text) }
}

/** All of them lead to one cabinet: a look through its spans for each of them would be seen here. */
async function importPlant(directory: string) {
  const file = join(directory, 'spans.ndjson')
  const owner = { networkProviders: [{ id: 'tiny', name: 'Tiny Net' }] }
  const nodes = join(directory, 'nodes.ndjson')
  await writeLines(nodes, [{ type: 'Feature', geometry: { type: 'Point', coordinates: [-117, 39] }, properties: { id: 'cabinet', name: 'cabinet', ...owner, lastmile: { providerId: 'tiny-net', portsTotal: 8, portsFree: 4 } } }])
  function* spans() {
    for (let at = 0; at < SPANS; at++) {
      const [east, north] = [-117 + (at % 1000) / 10_000, 39 + Math.floor(at / 1000) / 10_000]
      yield { type: 'Feature', geometry: { type: 'LineString', coordinates: [[east, north], [east + 0.0001, north]] }, properties: { id: `s${at}`, status: 'operational', ...owner, lastmile: { providerId: 'tiny-net', accessType: 'fiber', nodeId: 'cabinet', readyAt: null, dropLimitM: 30, feederM: 0 } } }
    }
  }
  await writeLines(file, spans())
  const { text, seconds } = await run(['--plant', nodes, '--plant', file, '--data', join(directory, 'plant')])
  assert(text.includes(`${SPANS} new`), `all spans came in: ${text}`)
  return { seconds }
}

async function writeLines(file: string, items: Iterable<unknown>): Promise<void> {
  const out = createWriteStream(file)
  for (const item of items) if (!out.write(`${JSON.stringify(item)}\n`)) await once(out, 'drain')
  out.end()
  await once(out, 'finish')
}

async function run(args: readonly string[]): Promise<{ readonly text: string; readonly seconds: number }> {
  const child = spawn(process.execPath, [COMMAND, 'import', '--territory', 'tinytown', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = (await once(child, 'close')) as [number]
  const text = Buffer.concat(chunks).toString()
  assert(code === 0, `the import ended with ${code}: ${text}`)
  const seconds = Number(/ ([\d.]+) s, at most/.exec(text)?.[1])
  return { text, seconds }
}
const peakOf = (text: string): number => Number(/at most (\d+) MB/.exec(text)?.[1])
