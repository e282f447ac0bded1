// `npm run bench`: ours and a peer by turns in one run, one table, exit code 1 when a bound is broken. Words beside the command choose rows.
import { availableParallelism, loadavg } from 'node:os'
import { ensureBuilt } from '../support/built.ts'
import { addressKindRows } from './rows/address-kinds.ts'
import { addressRows } from './rows/address.ts'
import { billRows } from './rows/bills.ts'
import { coldStartRows } from './rows/cold-start.ts'
import { findPeopleRows } from './rows/find-people.ts'
import { importRows } from './rows/import.ts'
import { journalSubmitRows } from './rows/journal-submit.ts'
import { nearestRows } from './rows/nearest.ts'
import { offersListRows } from './rows/offers-list.ts'
import { projectionRows } from './rows/projection.ts'
import { qualifyRows } from './rows/qualify.ts'
import { sagaStepRows } from './rows/saga-step.ts'
import { screenRows } from './rows/screen.ts'
import { sizeRows } from './rows/sizes.ts'
import { usageRows } from './rows/usage.ts'
import { whatIfRows } from './rows/whatif.ts'
import { typeAheadRows } from './rows/type-ahead.ts'
import { formatTable, skippedRow } from './support/row.ts'
import type { Row } from './support/row.ts'

const PARTS: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  address: async () => addressRows(),
  bills: billRows,
  kinds: async () => addressKindRows(),
  import: importRows,
  nearest: async () => nearestRows(),
  submit: journalSubmitRows,
  offers: offersListRows,
  people: findPeopleRows,
  projection: projectionRows,
  qualify: qualifyRows,
  saga: sagaStepRows,
  search: typeAheadRows,
  start: () => whenBuilt('cold start', coldStartRows),
  screen: () => whenBuilt('screen', screenRows),
  usage: usageRows,
  whatif: whatIfRows,
  sizes: () => whenBuilt('sizes', sizeRows),
}

async function runBench(chosen: readonly string[]): Promise<number> {
  const unknown = chosen.filter((name) => !(name in PARTS))
  if (unknown.length > 0) {
    print(`No such rows: ${unknown.join(', ')}. There are ${Object.keys(PARTS).join(', ')}.`)
    return 2
  }
  const load = () => loadavg()[0]?.toFixed(1)
  print(`${availableParallelism()} cores, Node ${process.versions.node}, ${process.platform} ${process.arch}, load ${load()} at the beginning`)
  const rows: Row[] = []
  for (const [name, measure] of Object.entries(PARTS)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    print(`measuring ${name} …`)
    rows.push(...(await measure()))
  }
  print(`\n${formatTable(rows)}\n`)
  for (const { name, bound } of rows.filter(({ verdict }) => verdict === 'skipped')) print(`SKIPPED ${name}: ${bound}`)
  const broken = rows.filter(({ verdict }) => verdict === 'broken')
  print(`load ${load()} at the end; ${broken.length === 0 ? 'every bound holds' : `${broken.length} of the bounds are broken`}`)
  return broken.length === 0 ? 0 : 1
}

/** Sources that do not build are the build's failure, told there; here the rows are skipped aloud. */
async function whenBuilt(name: string, measure: (out: string) => readonly Row[] | Promise<readonly Row[]>): Promise<readonly Row[]> {
  const out = await ensureBuilt().catch((error: unknown) => new Error('the sources do not build', { cause: error }))
  return out instanceof Error ? [skippedRow(name, out.message)] : measure(out)
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

process.exitCode = await runBench(process.argv.slice(2))
