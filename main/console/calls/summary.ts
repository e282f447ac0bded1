import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { summarizeCalls } from '../../../shared/engines/measures/summarize.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { Handler } from '../context.ts'
import { joinCalls } from './known-calls.ts'
import type { CallsDeps } from './mine.ts'
import { DAY_MS, SITTINGS } from './mine.ts'

export type SummaryDeps = CallsDeps & { readonly central: Pick<CentralClient, 'query'>; readonly tellCalls: () => Promise<unknown> }

/**
 * What calls cost, for each rep and in sum: today, or the last 7 or 30 days. Of every desk that has told central, after this one has; of
 * this desk alone while central cannot be asked, and `desks` says so.
 */
export const createSummarizeCalls = (deps: SummaryDeps): Handler<'calls.summary'> => async (input) => {
  const now = deps.clock.now()
  const since = input.days === 1 ? startOfDay(deps, now) : now - input.days * DAY_MS
  await deps.tellCalls()
  const told = await deps.central.query('calls.summary', { since })
  const { desks, ...summary } = told.ok ? told.value : { desks: null, ...summarizeCalls(joinCalls(deps.calls, deps.calls.sittings({ since, limit: SITTINGS }))) }
  return ok({ since, desks, sum: summary.sum, reps: [...summary.reps], waits: [...summary.waits], fallout: [...summary.fallout] })
}

const LONGEST_DAY_MS = 25 * 3_600_000

/** The first second of the territory's day, found between a moment that is surely before it and now. */
function startOfDay({ terms }: Pick<CallsDeps, 'terms'>, now: Instant): Instant {
  const { localDateOf } = terms()
  const today = localDateOf(now)
  let [before, within] = [now - LONGEST_DAY_MS, now]
  while (within - before > 1_000) {
    const middle = Math.floor((before + within) / 2)
    if (localDateOf(middle) === today) within = middle
    else before = middle
  }
  return within
}
