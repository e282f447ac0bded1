import type { MeteredGuideline, ProductOfferingPrice, RoundingRule } from '../../domain/catalog.ts'
import type { MeteredTariff } from '../../domain/rating.ts'
import { assertExact, multiplyRounded } from '../../kernel/money.ts'
import type { Micro } from '../../kernel/money.ts'

/** A part of what a period's units cost. `tier`: its index, null where there are none; `above`: units before it. Free units cost nothing each. */
export type PricePart = { readonly kind: 'free' | 'units' | 'flat' | 'packages'; readonly tier: number | null; readonly above: number; readonly units: number; readonly eachMicro: Micro; readonly amountMicro: Micro }

/** What prices the units of a price for usage, without how it is rounded. */
export function tariffOf({ amountMicro, ratingGuideline: guideline }: Pick<ProductOfferingPrice, 'amountMicro'> & { readonly ratingGuideline: MeteredGuideline }): MeteredTariff {
  switch (guideline.kind) {
    case 'perUnit': return { model: 'perUnit', unitMicro: amountMicro, freeUnits: guideline.freeUnits }
    case 'package': return { model: 'package', packageMicro: amountMicro, packageUnits: guideline.packageUnits, freeUnits: guideline.freeUnits }
    default: return { model: guideline.kind, tiers: guideline.tiers }
  }
}

/** The tariff with free units that were carried over from months before. */
export const withCarried = (tariff: MeteredTariff, units: number): MeteredTariff => ('freeUnits' in tariff ? { ...tariff, freeUnits: tariff.freeUnits + units } : tariff)

/**
 * What a period of so many units costs, part by part, before rounding. In integers because every event of a month passes here; the same as
 * the exact models of `engines/tariff`, which a property test holds it to. No units: no parts, whatever the first tier's flat part is.
 * Errors: throws on an amount that is not exact. Source: vectors of Lago and OpenMeter, see `engines/tariff/tiers.ts`.
 */
export function partsOf(tariff: MeteredTariff, units: number): readonly PricePart[] {
  assertExact(units)
  if (units === 0) return []
  switch (tariff.model) {
    case 'perUnit': return [...free(Math.min(units, tariff.freeUnits)), ...part('units', { tier: null, above: tariff.freeUnits, units: Math.max(0, units - tariff.freeUnits), eachMicro: tariff.unitMicro })]
    case 'package': return [...free(Math.min(units, tariff.freeUnits)), ...part('packages', { tier: null, above: tariff.freeUnits, units: Math.ceil(Math.max(0, units - tariff.freeUnits) / tariff.packageUnits), eachMicro: tariff.packageMicro })]
    case 'graduated': return tariff.tiers.flatMap(({ upToUnits, unitMicro, flatMicro }, tier) => {
      const above = tariff.tiers[tier - 1]?.upToUnits ?? 0
      const inTier = Math.min(units, upToUnits ?? units) - above
      return inTier <= 0 ? [] : [...part('units', { tier, above, units: inTier, eachMicro: unitMicro }), ...flat(tier, above, flatMicro)]
    })
    case 'volume': {
      const tier = tariff.tiers.findIndex(({ upToUnits }) => upToUnits === null || units <= upToUnits)
      const reached = tariff.tiers[tier]
      const above = tariff.tiers[tier - 1]?.upToUnits ?? 0
      return reached ? [...part('units', { tier, above, units, eachMicro: reached.unitMicro }), ...flat(tier, above, reached.flatMicro)] : []
    }
  }
}

const part = (kind: PricePart['kind'], one: Pick<PricePart, 'tier' | 'above' | 'units' | 'eachMicro'>): readonly PricePart[] => (one.units === 0 ? [] : [{ kind, ...one, amountMicro: assertExact(one.units * one.eachMicro) }])
const free = (units: number): readonly PricePart[] => part('free', { tier: null, above: 0, units, eachMicro: 0 })
const flat = (tier: number, above: number, flatMicro: Micro): readonly PricePart[] => (flatMicro === 0 ? [] : part('flat', { tier, above, units: 1, eachMicro: flatMicro }))

/** The sum of `partsOf`, without making the parts: a property test holds the two together. */
function exactPrice(tariff: MeteredTariff, units: number): Micro {
  assertExact(units)
  switch (tariff.model) {
    case 'perUnit': return assertExact(Math.max(0, units - tariff.freeUnits) * tariff.unitMicro)
    case 'package': return assertExact(Math.ceil(Math.max(0, units - tariff.freeUnits) / tariff.packageUnits) * tariff.packageMicro)
    case 'graduated': {
      let [sum, above] = [0, 0]
      for (const { upToUnits, unitMicro, flatMicro } of tariff.tiers) {
        if (units <= above) break
        sum += (Math.min(units, upToUnits ?? units) - above) * unitMicro + flatMicro
        above = upToUnits ?? units
      }
      return assertExact(sum)
    }
    case 'volume': {
      if (units === 0) return 0
      for (const { upToUnits, unitMicro, flatMicro } of tariff.tiers) if (upToUnits === null || units <= upToUnits) return assertExact(units * unitMicro + flatMicro)
      return 0
    }
  }
}

/** The price of a period's units: rounded once, and never above its maximum. */
export function priceOfUnits(tariff: MeteredTariff, units: number, { mode, placeMicro }: RoundingRule, maximumMicro: Micro | null): Micro {
  const exact = exactPrice(tariff, units)
  const rounded = multiplyRounded(exact, 1, placeMicro, mode) * placeMicro
  return maximumMicro === null ? rounded : Math.min(rounded, maximumMicro)
}
