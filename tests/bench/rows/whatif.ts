import { isByUse, isMetered } from '../../../shared/domain/catalog.ts'
import type { ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import { callTermsOf, isCallPrice, priceOfCall } from '../../../shared/engines/rating/post-calls.ts'
import type { CallPrice } from '../../../shared/engines/rating/post-calls.ts'
import { createLocalMoments, isInHours } from '../../../shared/engines/rating/price-hours.ts'
import type { LocalMoment } from '../../../shared/engines/rating/price-hours.ts'
import type { PastMonth } from '../../../shared/engines/whatif/past-months.ts'
import { previewBill } from '../../../shared/engines/rating/preview-bill.ts'
import { rateUsage } from '../../../shared/engines/rating/rate-usage.ts'
import { taxMicroOf } from '../../../shared/engines/rating/post-charge.ts'
import { compareMonths } from '../../../shared/engines/whatif/compare-months.ts'
import type { WhatIfInput } from '../../../shared/engines/whatif/compare-months.ts'
import { divideRounded, MICRO_PER_MINOR } from '../../../shared/kernel/money.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { sixtyPlans } from '../../support/whatif-world.ts'
import { alternate, median, oursOf, peerOf, percentile, ratioOf } from '../support/measure.ts'
import { formatMs, formatRatio, verdictOf } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const ROUNDS = 9
const TIMES = 20
const BUDGET_MS = 50

/** 24 months on 60 plans, usage and taxes and introductory prices in, against one preview of a bill for each plan and month. */
export async function whatIfRows(): Promise<readonly Row[]> {
  const input = sixtyPlans(24)
  const ours = () => compareMonths(input).map(({ id, totalMinor }) => [id, totalMinor] as const)
  const peer = () => previewEach(input)
  assert(ours().length === 60 && compareMonths(input).every(({ comparedMonths }) => comparedMonths === 24), 'every month of every plan is told')
  const answers = new Map(ours())
  for (const [id, totalMinor] of peer()) assert(answers.get(id) === totalMinor, `the same total for ${id}`)
  assert(answers.size === 60, 'sixty plans')
  const timed = (work: () => unknown) => () => Array.from({ length: TIMES }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
  const pairs = await alternate(ROUNDS, timed(ours), timed(peer))
  const describe = (times: readonly number[]) => `p50 ${formatMs(median(times))}, p99 ${formatMs(percentile(times, 99))}`
  return [{ name: 'what-if, 60 plans × 24 months', ours: describe(oursOf(pairs)), peer: `${describe(peerOf(pairs))} a preview for each`, ratio: formatRatio(ratioOf(pairs)), bound: `p99 within ${BUDGET_MS} ms`, verdict: verdictOf(percentile(oursOf(pairs), 99) <= BUDGET_MS) }]
}

const callsOf = (month: PastMonth, price: CallPrice): number => (month.used[1]?.detail?.sizes ?? []).reduce((sum, [size, count]) => sum + count * priceOfCall(callTermsOf(price), size, price.ratingGuideline.rounding), 0)
const bytesOf = (month: PastMonth, { ratingGuideline: guideline }: ProductOfferingPrice): number =>
  (month.used[0]?.detail?.hours ?? []).reduce((sum, [hour, quantity]) => (isMetered(guideline) && guideline.hours && !isInHours(guideline.hours, momentOf(hour, guideline.hours.zone)) ? sum : sum + quantity), 0)
const moments = createLocalMoments()
const asked = new Map<number, LocalMoment>()
/** Each hour is asked of the calendar, once in all rounds: plans of the bench are in one zone. */
const momentOf = (hour: number, zone: string): LocalMoment => {
  const known = asked.get(hour) ?? moments(hour * 3_600_000, zone)
  asked.set(hour, known)
  return known
}

/** Shares nothing: each month of each plan is a bill of its own, begun that month, with the beginnings taken out by hand. */
function previewEach({ catalog, at, region, months, alternatives }: WhatIfInput): readonly (readonly [string, number])[] {
  const taxes = catalog.taxes.filter((tax) => tax.region === region)
  return alternatives.map(({ id, buy }) => {
    const [offering] = catalog.offerings.filter((one) => one.id === buy[0])
    assert(offering, 'a plan')
    const total = months.reduce((sum, month, nth) => {
      const prices = offering.prices.filter(({ ratingGuideline }) => nth === 0 || ratingGuideline.kind !== 'oneTime').map(({ introductory, ...price }) => (introductory && nth < introductory.months ? { ...price, amountMicro: introductory.amountMicro } : price))
      const bill = previewBill({ catalog: { ...catalog, offerings: [{ ...offering, prices }] }, offeringIds: buy, activatedOn: month.from, billCycleDay: Number(month.to.slice(8)), region, at })
      const usageMicro = prices.reduce((micro, price) => {
        if (!isByUse(price.ratingGuideline)) return micro
        const net = isCallPrice(price) ? callsOf(month, price) : rateUsage(price, Math.ceil(bytesOf(month, price) / 1_000_000_000), 0).amountMicro
        return micro + net + taxMicroOf(price, net, taxes)
      }, 0)
      return sum + divideRounded(bill.totalMicro + usageMicro, MICRO_PER_MINOR, 'half-even')
    }, 0)
    return [id, total] as const
  })
}
