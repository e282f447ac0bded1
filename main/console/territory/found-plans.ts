import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog, ProductOffering } from '../../../shared/domain/catalog.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { FoundPlans } from '../../../shared/domain/found-plan.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { diffCatalogs } from '../../../shared/engines/catalog/diff-catalogs.ts'
import { proposePlans } from '../../../shared/engines/catalog/propose-plans.ts'
import type { Micro } from '../../../shared/kernel/money.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Clock, Instant } from '../../../shared/kernel/time.ts'
import { startOfLocalDay } from '../catalog/local-day.ts'
import { publishPlanned } from '../catalog/plan-change.ts'
import type { Handler } from '../context.ts'

export type FoundPlansDeps = {
  readonly plansFound: () => FoundPlans
  readonly catalog: () => Catalog | null
  readonly central: CentralClient
  readonly network: { readonly isUp: () => boolean }
  readonly deskId: string
  readonly clock: Clock
  readonly localDateOf: (at: Instant) => LocalDate
  readonly pull: () => Promise<unknown>
}

/** The plans that answers in this territory name, beside what is on sale. Nothing is changed. Without central it is compared with what this desk has. */
export const createReadFoundPlans = (deps: FoundPlansDeps): Handler<'territory.plansFound'> => async () => {
  const answer = deps.network.isUp() ? await deps.central.query('catalog.current', {}) : null
  const current = answer?.ok ? answer.value.catalog : deps.catalog()
  const found = deps.plansFound()
  const { catalog, added, changed, known, refused } = proposePlans(found, current, deps.clock.now())
  return ok({
    plans: found.plans.length, added, changed, known, published: current?.version ?? null, comparedWith: answer?.ok ? 'central' : 'desk',
    changes: catalog === null ? [] : [...diffCatalogs(current, catalog)], begins: catalog === null ? [] : beginsOf(current, catalog), refused: refused.map(({ plan, reason }) => ({ providerId: plan.providerId, planName: plan.planName, reason })),
  })
}

/** What a person calls the versions that would begin; `what`: as the change has it. */
function beginsOf(current: Catalog | null, proposed: Catalog): { readonly what: string; readonly name: string; readonly providerName: string; readonly amountMicro: Micro }[] {
  const isKnown = ({ id, version }: ProductOffering): boolean => current?.offerings.some((one) => one.id === id && one.version === version) ?? false
  return proposed.offerings.filter((offering) => !isKnown(offering)).map(({ id, version, name, providerId, prices }) => ({
    what: `${id} version ${version}`, name, providerName: proposed.providers.find((provider) => provider.id === providerId)?.name ?? providerId, amountMicro: prices[0]?.amountMicro ?? 0,
  }))
}

/** Puts them on sale from a day on. `seen`: the version they were compared with. The same again is nothing to do. */
export const createSellFoundPlans = (deps: FoundPlansDeps): Handler<'territory.sellPlans'> => async ({ seen, from }, ctx) => {
  const at = momentOf(deps, from)
  if (!at.ok) return at
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const answer = await deps.central.query('catalog.current', {})
  if (!answer.ok) return err(appError('central-unavailable'))
  const current = answer.value.catalog
  const { catalog, added, changed } = proposePlans(deps.plansFound(), current, at.value)
  // The same again after a lost answer: it is on sale, whoever else saw what before.
  if (catalog === null) return ok({ version: current?.version ?? 0, added: 0, changed: 0 })
  if ((current?.version ?? null) !== seen) return err(appError('catalog-moved', { published: current?.version ?? 0, seen: seen ?? 0 }))
  const checked = checkCatalog(catalog)
  if (!checked.ok) return err(appError('catalog-refused', { line: null, path: checked.error[0]?.path ?? '', problem: checked.error[0]?.problem ?? '', problems: checked.error.length }))
  const published = await publishPlanned(deps.central, checked.value, { deskId: deps.deskId, userId: ctx.user?.userId ?? '', role: ctx.user?.role ?? '' })
  if (!published.ok) return err(published.error.code === 'input-invalid' ? appError('catalog-refused', { line: null, path: String(published.error.details['path'] ?? ''), problem: String(published.error.details['problem'] ?? ''), problems: 1 }) : appError('central-unavailable'))
  await deps.pull()
  return ok({ version: published.value.version, added, changed })
}

function momentOf({ clock, localDateOf }: FoundPlansDeps, day: LocalDate | null): Result<Instant, AppError> {
  const now = clock.now()
  const today = localDateOf(now)
  if (day !== null && day < today) return err(appError('date-past', { day }))
  return ok(day === null || day === today ? now : startOfLocalDay(day, localDateOf))
}
