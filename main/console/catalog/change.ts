import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import { addDays } from '../../../shared/engines/rating/local-date.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Clock, Instant } from '../../../shared/kernel/time.ts'
import type { DecodedOf } from '../../../shared/contract/console/contract.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import { startOfLocalDay } from './local-day.ts'
import { LONGEST_CATALOG_BYTES, planPublication, planWithdrawal, publishPlanned, readCatalogText } from './plan-change.ts'
import type { CatalogPlan, PlacedProblem } from './plan-change.ts'

export type CatalogChangeDeps = {
  readonly catalog: () => Catalog | null
  readonly central: CentralClient
  readonly network: { readonly isUp: () => boolean }
  readonly deskId: string
  readonly clock: Clock
  readonly localDateOf: (at: Instant) => LocalDate
  /** The text of a file that the window brought; null where there is none, or it is longer than `maxBytes`. */
  readonly readText: (fileId: string, maxBytes: number) => string | null
  readonly pull: () => Promise<unknown>
}
type Change = DecodedOf<'catalog.check'>['change']
type Basis = { readonly current: Catalog | null; readonly comparedWith: 'central' | 'desk' }
type Planned = Result<Result<CatalogPlan, readonly PlacedProblem[]>, AppError>

/** What a catalog file, or the end of some offerings, would change. Nothing is changed. Without central it is compared with what this desk has. */
export const createCheckCatalogChange = (deps: CatalogChangeDeps): Handler<'catalog.check'> => async ({ change }) => {
  const basis = await basisOf(deps)
  const planned = plan(deps, change, basis.current)
  if (!planned.ok) return planned
  const { comparedWith, current } = basis
  const published = current?.version ?? null
  if (!planned.value.ok) return ok({ kind: 'refused', comparedWith, published, problems: [...planned.value.error] })
  const { catalog, version, relation, changes, alsoGone } = planned.value.value
  return ok({ kind: 'planned', comparedWith, published, version, relation, changes: [...changes], alsoGone: [...alsoGone], offerings: catalog?.offerings.length ?? 0 })
}

/** Publishes what was checked. `seen`: the version it was compared with; if another was published meanwhile, the person looks again first. */
export const createPublishCatalogChange = (deps: CatalogChangeDeps): Handler<'catalog.publish'> => async ({ change, seen }, ctx) => {
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const answer = await deps.central.query('catalog.current', {})
  if (!answer.ok) return err(appError('central-unavailable'))
  const current = answer.value.catalog
  const planned = plan(deps, change, current)
  if (!planned.ok) return planned
  if (!planned.value.ok) {
    const [first] = planned.value.error
    return err(appError('catalog-refused', { line: first?.line ?? null, path: first?.path ?? '', problem: first?.problem ?? '', problems: planned.value.error.length }))
  }
  const { catalog, relation, version, changes } = planned.value.value
  // The same again after a lost answer: it is in force, whoever else saw what before.
  if (catalog === null) return ok({ version, changes: 0 })
  if ((current?.version ?? null) !== seen) return err(appError('catalog-moved', { published: current?.version ?? 0, seen: seen ?? 0 }))
  if (relation === 'older') return err(appError('catalog-not-newer', { version, published: current?.version ?? 0 }))
  const published = await publishPlanned(deps.central, catalog, actorOf(deps.deskId, ctx))
  if (!published.ok) return err(published.error.code === 'input-invalid' ? appError('catalog-refused', { line: null, path: String(published.error.details['path'] ?? ''), problem: String(published.error.details['problem'] ?? ''), problems: 1 }) : appError('central-unavailable'))
  await deps.pull()
  return ok({ version: published.value.version, changes: changes.length })
}

const actorOf = (deskId: string, { user }: HandlerCtx) => ({ deskId, userId: user?.userId ?? '', role: user?.role ?? '' })

async function basisOf(deps: CatalogChangeDeps): Promise<Basis> {
  const answer = deps.network.isUp() ? await deps.central.query('catalog.current', {}) : null
  return answer?.ok ? { current: answer.value.catalog, comparedWith: 'central' } : { current: deps.catalog(), comparedWith: 'desk' }
}

function plan(deps: CatalogChangeDeps, change: Change, current: Catalog | null): Planned {
  if (change.kind === 'withdraw') {
    if (current === null) return err(appError('catalog-missing'))
    // The last day is sold whole.
    const withdraw = change.offerings.map(({ id, lastDay }) => ({ id, endsAt: new Date(startOfLocalDay(addDays(lastDay, 1), deps.localDateOf)).toISOString() }))
    return ok(planWithdrawal({ value: { withdraw }, placed: null, current, now: deps.clock.now() }))
  }
  const from = change.from === null ? null : momentOf(deps, change.from)
  if (from === 'past') return err(appError('date-past', { day: change.from }))
  const text = deps.readText(change.fileId, LONGEST_CATALOG_BYTES)
  if (text === null) return err(appError('file-unknown'))
  const placed = readCatalogText(text)
  return ok(placed.ok ? planPublication({ placed: placed.value, current, from }) : placed)
}

/** From a day's first moment; today from now, because what was sold this morning was sold. */
function momentOf({ clock, localDateOf }: CatalogChangeDeps, day: LocalDate): Instant | 'past' {
  const now = clock.now()
  const today = localDateOf(now)
  if (day < today) return 'past'
  return day === today ? now : startOfLocalDay(day, localDateOf)
}
