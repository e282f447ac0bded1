import { isByUse } from '../../../shared/domain/catalog.ts'
import type { Catalog, ProductOffering, ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import { USAGE_UNITS } from '../../../shared/domain/usage.ts'
import { owedTotals, usageLegs } from '../../../shared/engines/settlement/usage-legs.ts'
import type { Micro } from '../../../shared/kernel/money.ts'
import { assertExact } from '../../../shared/kernel/money.ts'
import type { UsageBook } from './ports.ts'

/** The providers' side of a price as its period runs over all customers: what each event brings them, beside what it costs its customer. */
export type RunningLeg = {
  /** `netMicro`: what the customer owes for the event. The service's use of the period went from `priorQuantity` on by `quantity`, in base units. */
  readonly take: (netMicro: Micro, priorQuantity: number, quantity: number) => Micro
}
export type RunningLegs = { /** Null: the rule gives nobody a part of the price's use. */ readonly of: (offering: ProductOffering, price: ProductOfferingPrice, billingPeriod: string) => RunningLeg | null }

/**
 * Shares by tiers, floors and caps count over all customers of a rule and over a period: their running totals begin where the book stands, and hold
 * as long as nobody else writes to it.
 */
export function createRunningLegs(book: Pick<UsageBook, 'ratedAcross'>, catalog: Catalog | null): RunningLegs {
  const known = new Map<string, RunningLeg | null>()
  const begin = ({ settlementRule: rule }: ProductOffering, price: ProductOfferingPrice, billingPeriod: string): RunningLeg | null => {
    const legs = usageLegs(rule, price.id)
    if (legs.length === 0 || !isByUse(price.ratingGuideline)) return null
    const offerings = (catalog?.offerings ?? []).flatMap(({ id, version, settlementRule, prices }) => {
      const guideline = settlementRule.id === rule.id && settlementRule.version === rule.version ? prices.find((one) => one.id === price.id)?.ratingGuideline : undefined
      return guideline && isByUse(guideline) ? [{ offeringId: id, offeringVersion: version, unitFactor: factorOf(guideline.unit) }] : []
    })
    const totalOf = owedTotals(legs, price.ratingGuideline.rounding)
    const total = { ...book.ratedAcross({ offerings, priceId: price.id, billingPeriod }) }
    let paidMicro = totalOf(total)
    const unitFactor = legs.some(({ kind }) => kind === 'wholesaleUnit') ? factorOf(price.ratingGuideline.unit) : null
    return {
      take: (netMicro, priorQuantity, quantity) => {
        total.netMicro = assertExact(total.netMicro + netMicro)
        // A started unit counts whole, once for a service and period.
        if (unitFactor !== null) total.units += Math.ceil((priorQuantity + quantity) / unitFactor) - Math.ceil(priorQuantity / unitFactor)
        const before = paidMicro
        paidMicro = totalOf(total)
        return paidMicro - before
      },
    }
  }
  return {
    of: (offering, price, billingPeriod) => {
      const key = [offering.settlementRule.id, offering.settlementRule.version, price.id, price.currency, billingPeriod].join('|')
      let leg = known.get(key)
      if (leg === undefined) known.set(key, (leg = begin(offering, price, billingPeriod)))
      return leg
    },
  }
}

const factorOf = (unit: string): number => USAGE_UNITS[unit]?.factor ?? 1
