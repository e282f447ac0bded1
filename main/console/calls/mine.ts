import type { BillingTerms } from '../../../shared/engines/saga/quote-order.ts'
import { sumCalls } from '../../../shared/engines/measures/sums.ts'
import { typicalOf } from '../../../shared/engines/measures/typical.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Clock, Instant } from '../../../shared/kernel/time.ts'
import type { Handler } from '../context.ts'
import { joinCalls } from './known-calls.ts'
import type { CallReads } from './ports.ts'

export type CallsDeps = { readonly calls: CallReads; readonly clock: Clock; readonly terms: () => BillingTerms }

export const DAY_MS = 86_400_000
const TYPICAL_DAYS = 60
/** More than a rep's window makes in a month; a bound, so that no question reads the whole journal. */
export const SITTINGS = 10_000

/** The calls of who asks: today's sums and the newest ones, or one by its id. */
export const createListMyCalls = (deps: CallsDeps): Handler<'calls.mine'> => (input, ctx) => {
  const repId = ctx.user?.userId ?? ''
  const now = deps.clock.now()
  const today = joinCalls(deps.calls, deps.calls.sittings({ since: now - DAY_MS, repId, limit: SITTINGS })).filter((call) => isSameDay(deps, call.startedAt, now))
  const recent = input.callId === undefined
    ? joinCalls(deps.calls, deps.calls.sittings({ since: now - TYPICAL_DAYS * DAY_MS, repId, limit: input.limit * 4 }))
    : joinCalls(deps.calls, deps.calls.sittingsOf(input.callId).filter((kept) => kept.repId === repId))
  return ok({ today: sumCalls(today), recent: recent.slice(0, input.limit) })
}

/** What is usual for who asks, learned from the newest `last` calls. */
export const createTypicalCall = (deps: CallsDeps): Handler<'calls.typical'> => (input, ctx) => {
  const since = deps.clock.now() - TYPICAL_DAYS * DAY_MS
  const newest = (query: { readonly repId?: string }) => joinCalls(deps.calls, deps.calls.sittings({ since, limit: input.last * 2, ...query })).slice(0, input.last)
  return ok(typicalOf({ own: newest({ repId: ctx.user?.userId ?? '' }), desk: newest({}) }))
}

/** Days are the territory's, as on a bill. */
export const isSameDay = (deps: Pick<CallsDeps, 'terms'>, a: Instant, b: Instant): boolean => deps.terms().localDateOf(a) === deps.terms().localDateOf(b)
