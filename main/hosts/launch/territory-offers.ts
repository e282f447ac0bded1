import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { diffCatalogs } from '../../../shared/engines/catalog/diff-catalogs.ts'
import { proposePlans } from '../../../shared/engines/catalog/propose-plans.ts'
import { createLocalDates } from '../../../shared/engines/rating/local-date.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import { publishPlanned } from '../../console/catalog/plan-change.ts'
import { startOfLocalDay } from '../../console/catalog/local-day.ts'
import { createHttpCentralClient } from '../../platform/central-client/http-client.ts'
import { systemClock } from '../../platform/system.ts'
import type { Cache } from '../../store/desk/cache/cache.ts'

export const OFFER_OPTIONS = ['catalog', 'central', 'central-token-file', 'from'] as const
const TIMEOUT_MS = 10_000
const ACTOR = { deskId: 'command-line', userId: 'administrator', role: 'administrator' } as const

/** How the plans of offers come on sale. Both null: they are only counted. */
export type Selling = { readonly file: string | null; readonly central: CentralClient | null; readonly at: Instant }

/** Errors: a sentence. */
export function sellingOf(text: (name: string) => string | undefined, zone: string): Selling | string {
  const [baseUrl, tokenFile, from, file] = [text('central'), text('central-token-file'), text('from'), text('catalog')]
  const at = from === undefined ? systemClock.now() : dayOf(from, zone)
  if (at === null) return `"${from}" is not a day that is still to come, like 2026-12-01.`
  if (baseUrl === undefined) return { file: file ?? null, central: null, at }
  const token = tokenFile === undefined ? process.env.LASTMILE_CENTRAL_TOKEN : readFileSync(tokenFile, 'utf8').trim()
  if (!URL.canParse(baseUrl) || token === undefined) return '--central is a URL, and its token is in LASTMILE_CENTRAL_TOKEN or a file.'
  return { file: file ?? null, central: createHttpCentralClient({ baseUrl, token, timeoutMs: TIMEOUT_MS, network: { isUp: () => true } }), at }
}

/** Says which plans the answers of the territory name, and puts them on sale where that was asked for. The exit code. */
export async function sellPlans(cache: Pick<Cache, 'plansFound' | 'catalog'>, { file, central, at }: Selling, print: (line: string) => void): Promise<number> {
  const found = cache.plansFound()
  if (found.plans.length === 0) return 0
  const current = await currentOf(cache, central)
  if (current === 'away') return print('Central does not answer; the territory is in, its plans are not on sale. The same command again goes on there.'), 1
  const { catalog, added, changed, known, refused } = proposePlans(found, current, at)
  print(`${found.plans.length} plans found: ${added} new, ${changed} at other terms than before, ${known} on sale already, ${refused.length} refused.`)
  for (const { plan, reason } of refused) print(`  ${plan.providerId} "${plan.planName.slice(0, 60)}": ${reason}`)
  if (catalog === null) return 0
  const checked = checkCatalog(catalog)
  if (!checked.ok) {
    for (const { path, problem } of checked.error) print(`  ${path}: ${problem}`)
    return 1
  }
  for (const change of diffCatalogs(current, checked.value)) print(`  ${change.kind} ${change.what}`)
  if (file !== null) {
    writeFileSync(resolve(file), `${JSON.stringify(checked.value, null, 2)}\n`)
    print(`Catalog version ${checked.value.version} is written to ${resolve(file)}; npm run catalog -- publish puts it into force.`)
  }
  if (central === null) return file === null ? (print('They are not on sale yet: publish them on the import screen, or with --central URL or --catalog FILE.'), 0) : 0
  const answer = await publishPlanned(central, checked.value, ACTOR)
  if (!answer.ok) return print(`Central refused: ${answer.error.code} ${Object.entries(answer.error.details).map(([name, value]) => `${name} ${value}`).join(', ')}`), 1
  print(`Catalog version ${answer.value.version} is in force.`)
  return 0
}

async function currentOf(cache: Pick<Cache, 'catalog'>, central: CentralClient | null): Promise<Catalog | null | 'away'> {
  if (central === null) return cache.catalog()
  const answer = await central.query('catalog.current', {})
  return answer.ok ? answer.value.catalog : 'away'
}

function dayOf(text: string, zone: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) return null
  const dates = createLocalDates()
  const localDateOf = (at: Instant): LocalDate => dates(at, zone)
  const now = systemClock.now()
  if (text < localDateOf(now)) return null
  return text === localDateOf(now) ? now : startOfLocalDay(text as LocalDate, localDateOf)
}
