import { readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { diffCatalogs } from '../../../shared/engines/catalog/diff-catalogs.ts'
import type { CatalogChange } from '../../../shared/engines/catalog/diff-catalogs.ts'
import type { PlacedJson } from '../../../shared/engines/catalog/json-places.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { LONGEST_CATALOG_BYTES, planWithdrawal, publishPlanned, readCatalogText } from '../../console/catalog/plan-change.ts'
import type { PlacedProblem } from '../../console/catalog/plan-change.ts'
import { createHttpCentralClient } from '../../platform/central-client/http-client.ts'
import { systemClock } from '../../platform/system.ts'

const USAGE = `npm run catalog -- validate FILE     every fault of a catalog, with its line and path; with --central also what it would change
npm run catalog -- publish FILE      puts a catalog of a higher version into force; the same file again changes nothing
npm run catalog -- withdraw FILE     ends offerings: { "withdraw": [{ "id": "…", "endsAt": "2026-12-01T00:00:00Z" }] }
  --central URL                where central listens (publish and withdraw need it)
  --central-token-file FILE    its desk token (or LASTMILE_CENTRAL_TOKEN)`
const TIMEOUT_MS = 10_000
const ACTOR = { deskId: 'command-line', userId: 'administrator', role: 'administrator' } as const

const print = (text: string): void => void process.stdout.write(`${text}\n`)
process.exitCode = await run(process.argv.slice(2))

/** The exit code: 0 done or nothing to do, 1 refused, 2 the command makes no sense. */
async function run(args: readonly string[]): Promise<number> {
  const parsed = argumentsOf(args)
  if (parsed === null) {
    print(USAGE)
    return 2
  }
  const { verb, file, central } = parsed
  const placed = readFile(file)
  if (placed === null) return 1
  if (verb === 'withdraw' && central) return withdraw(file, placed, central)
  const checked = checkCatalog(placed.value)
  if (!checked.ok) return printProblems(file, checked.error.map((problem) => ({ ...problem, line: placed.lineOf(problem.path) })))
  print(`${file}: version ${checked.value.version}, ${checked.value.offerings.length} offerings, ${checked.value.providers.length} providers, no fault.`)
  if (!central) return 0
  const current = await published(central)
  if (!current.ok) return refused(current.error)
  if (verb === 'validate') return printChanges(diffCatalogs(current.value, checked.value))
  return publish(checked.value, current.value, central)
}

async function publish(catalog: Catalog, current: Catalog | null, central: CentralClient): Promise<number> {
  if (current && canonicalJson(current) === canonicalJson(catalog)) {
    print(`Version ${catalog.version} is in force already; nothing to do.`)
    return 0
  }
  const answer = await publishPlanned(central, catalog, ACTOR)
  if (!answer.ok) return refused(answer.error)
  printChanges(diffCatalogs(current, catalog))
  print(`Version ${answer.value.version} is in force.`)
  return 0
}

async function withdraw(file: string, placed: PlacedJson, central: CentralClient): Promise<number> {
  const current = await published(central)
  if (!current.ok) return refused(current.error)
  if (current.value === null) {
    print('No catalog is published yet.')
    return 1
  }
  const withdrawn = planWithdrawal({ value: placed.value, placed, current: current.value, now: systemClock.now() })
  if (!withdrawn.ok) return printProblems(file, withdrawn.error)
  const { catalog, alsoGone } = withdrawn.value
  for (const id of alsoGone) print(`  ${id} cannot be chosen any more then: it needs what ends`)
  if (catalog !== null) return publish(catalog, current.value, central)
  print(`All of it has ended or will by then (version ${current.value.version}); nothing to do.`)
  return 0
}

function readFile(file: string): PlacedJson | null {
  let text: string
  try {
    if (statSync(file).size > LONGEST_CATALOG_BYTES) throw new Error(`it is longer than ${LONGEST_CATALOG_BYTES / 1024 / 1024} MB`)
    text = readFileSync(file, 'utf8')
  } catch (error) {
    print(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
  const placed = readCatalogText(text)
  if (placed.ok) return placed.value
  for (const { line, path, problem } of placed.error) print(`${file}:${line} ${path === '' ? '' : `${path}: `}${problem}`)
  return null
}

async function published(central: CentralClient) {
  const answer = await central.query('catalog.current', {})
  return answer.ok ? { ok: true as const, value: answer.value.catalog } : answer
}

function printProblems(file: string, problems: readonly PlacedProblem[]): number {
  for (const { line, path, problem } of problems) print(`${file}:${line ?? 1} ${path === '' ? '' : `${path}: `}${problem}`)
  print(`${problems.length} refused; nothing was changed.`)
  return 1
}

function printChanges(changes: readonly CatalogChange[]): number {
  for (const change of changes) print(`  ${sentenceOf(change)}`)
  print(`${changes.length} differences to what is published.`)
  return 0
}

function sentenceOf(change: CatalogChange): string {
  if (change.kind === 'ends' || change.kind === 'reopened') return `${change.kind} ${change.what}: ${dayOf(change.from)} → ${dayOf(change.to)}`
  return change.kind === 'rewritten' ? `rewritten ${change.what}: ${change.fields.join(', ')}` : `${change.kind} ${change.what}`
}

function dayOf(at: number | null): string {
  return at === null ? 'open' : new Date(at).toISOString()
}

function refused(error: AppError): number {
  print(`Central refused: ${error.code} ${Object.entries(error.details).map(([name, value]) => `${name} ${value}`).join(', ')}`)
  return 1
}

type Arguments = { readonly verb: 'validate' | 'publish' | 'withdraw'; readonly file: string; readonly central: CentralClient | null }

function argumentsOf(args: readonly string[]): Arguments | null {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: { central: { type: 'string' }, 'central-token-file': { type: 'string' } } })
  } catch (error) {
    print(error instanceof Error ? error.message : String(error))
    return null
  }
  const [verb, file, extra] = parsed.positionals
  if ((verb !== 'validate' && verb !== 'publish' && verb !== 'withdraw') || file === undefined || extra !== undefined) return null
  const { central: baseUrl, 'central-token-file': tokenFile } = parsed.values
  if (baseUrl === undefined) return verb === 'validate' ? { verb, file, central: null } : null
  if (!URL.canParse(baseUrl)) return null
  const token = tokenFile === undefined ? process.env.LASTMILE_CENTRAL_TOKEN : readFileSync(tokenFile, 'utf8').trim()
  return token === undefined ? null : { verb, file, central: createHttpCentralClient({ baseUrl, token, timeoutMs: TIMEOUT_MS, network: { isUp: () => true } }) }
}
