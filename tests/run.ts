// `npm test`: builds once, then every check there is, part by part. The last line stands alone: `N passed, N failed` (`, N skipped`).
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { findChromium } from './support/browser.ts'
import { typecheck } from './support/typecheck.ts'

const ROOT = join(import.meta.dirname, '..')
const RESULTS = join(ROOT, 'test-results')
/** The long form of the fault tests (limits.md section 5, nightly). */
const SOAK = { KILLS: '10000', POWER_LOSS_STATES: '10000', DESK_KILLS: '200', SAGA_SEEDS: '1000000', FIRST_BILLS: '10000', QUALIFICATIONS: '100000', PORT_STEPS: '100000', USAGE_EVENTS: '100000000' } as const

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }
/** A Playwright report, as far as it is read here. */
type Suite = { readonly suites?: readonly Suite[]; readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string; readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[] }[] }[] }
type PlaywrightReport = { readonly suites: readonly Suite[]; readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number } }
type Part = { readonly name: string; readonly run: () => Counts }

const PARTS: readonly Part[] = [
  { name: 'build', run: () => countRun(['main/hosts/launch/build.ts']) },
  { name: 'typecheck', run: () => ({ ...typecheck(), skipped: 0 }) },
  { name: 'lint', run: () => countRun(['node_modules/oxlint/bin/oxlint', '--deny-warnings']) },
  { name: 'vitest', run: runVitest },
  { name: 'journeys', run: () => runPlaywright('journeys') },
  { name: 'desktop', run: () => runPlaywright('desktop') },
]

async function runAll(): Promise<number> {
  if (process.argv.includes('--soak')) Object.assign(process.env, SOAK)
  // Found once for all parts; without one, the parts that need it fail and say so.
  const chromium = await findChromium().catch(() => null)
  if (chromium) process.env.CHROMIUM_PATH = chromium
  mkdirSync(RESULTS, { recursive: true })
  const results = PARTS.map(({ name, run }) => {
    process.stdout.write(`\n── ${name}\n`)
    const startedAt = performance.now()
    const counts = run()
    return { name, counts, seconds: (performance.now() - startedAt) / 1000 }
  })
  process.stdout.write(`\n${LAST_WORDS.join('')}`)
  for (const { name, counts, seconds } of results) process.stdout.write(`${name.padEnd(10)} ${describe(counts)} in ${seconds.toFixed(1)} s\n`)
  const total = results.reduce((sum, { counts }) => add(sum, counts), { passed: 0, failed: 0, skipped: 0 })
  process.stdout.write(`\n${describe(total)}\n`)
  return total.failed === 0 ? 0 : 1
}

function runVitest(): Counts {
  const file = freshFile('vitest.json')
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const isGreen = runNode(args)
  return countJson(file, isGreen, (report: { readonly numPassedTests: number; readonly numFailedTests: number; readonly numPendingTests: number; readonly numTodoTests: number }) => ({
    passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests,
  }))
}

function runPlaywright(folder: string): Counts {
  if (!readdirSync(join(ROOT, 'tests', folder)).some((name) => name.endsWith('.spec.ts'))) {
    process.stdout.write(`SKIPPED ${folder}: no spec is there\n`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  const file = freshFile(`${folder}.json`)
  process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = file
  const isGreen = runNode(['node_modules/@playwright/test/cli.js', 'test', '-c', `tests/${folder}/playwright.config.ts`, '--reporter=list,json'])
  return countJson(file, isGreen, (report: PlaywrightReport) => {
    LAST_WORDS.push(...report.suites.flatMap(sayWhatWentWrong))
    const { expected, unexpected, flaky, skipped } = report.stats
    return { passed: expected + flaky, failed: unexpected, skipped }
  })
}

/** Said again below everything, because a log is often read from its end: what failed, and what passed at the second try only, each with its first reason. */
const LAST_WORDS: string[] = []
function sayWhatWentWrong({ suites = [], specs = [] }: Suite): readonly string[] {
  const said = specs.flatMap(({ title, tests }) => tests.filter(({ status }) => status === 'flaky' || status === 'unexpected').map(({ status, results }) => {
    const reason = stripVTControlCharacters(results.flatMap(({ errors }) => errors.map(({ message }) => message ?? '')).find((message) => message !== '') ?? 'no reason was given')
    return `${status === 'flaky' ? 'PASSED AT THE SECOND TRY ONLY' : 'FAILED'} ${title}\n  ${reason.split('\n').slice(0, 12).join('\n  ').slice(0, 1_500)}\n`
  }))
  return [...suites.flatMap(sayWhatWentWrong), ...said]
}

/** A runner that is red without a red test (a file that does not load, an error outside a test, no report) counts as one failure. */
function countJson<R>(file: string, isGreen: boolean, count: (report: R) => Counts): Counts {
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8')) as R) : { passed: 0, failed: 0, skipped: 0 }
  return !isGreen && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

const countRun = (args: readonly string[]): Counts => (runNode(args) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 })
const runNode = (args: readonly string[]): boolean => spawnSync(process.execPath, [...args], { cwd: ROOT, stdio: 'inherit' }).status === 0
const add = (a: Counts, b: Counts): Counts => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped })
const describe = ({ passed, failed, skipped }: Counts): string => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

function freshFile(name: string): string {
  const file = join(RESULTS, name)
  rmSync(file, { force: true })
  return file
}

process.exitCode = await runAll()
