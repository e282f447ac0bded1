import { isMetered } from '../../../../shared/domain/catalog.ts'
import type { CallGuideline, MeteredGuideline, PercentageGuideline, ProductOffering, ProductOfferingPrice, UsageTier } from '../../../../shared/domain/catalog.ts'
import type { Texts } from '../../../../shared/messages/texts.ts'

/** What is charged by use, a sentence for each price: what is included, what it costs then, and the most it can cost. Of a bundle, that of its members. */
export const byUseWords = (offering: ProductOffering, all: readonly ProductOffering[], texts: Texts): readonly string[] =>
  [offering, ...all.filter(({ id }) => offering.bundleOf.includes(id))].flatMap(({ prices }) => prices.flatMap((price) => {
    const { ratingGuideline: guideline } = price
    return isMetered(guideline) ? priceWords(price, guideline, texts) : guideline.kind === 'percentage' ? valueWords(price, guideline, texts) : guideline.kind === 'call' ? callWords(price, guideline, texts) : []
  }))

/** The same for a card: what is included and the most that is added; where there is no such most, all of it. */
export const byUseShort = ({ prices }: ProductOffering, texts: Texts): readonly string[] => prices.flatMap((price) => {
  const { ratingGuideline: guideline } = price
  if (guideline.kind === 'percentage') return valueWords(price, guideline, texts)
  if (guideline.kind === 'call') return callWords(price, guideline, texts)
  if (!isMetered(guideline)) return []
  const { maximumMicro, minimumMicro, unit, hours } = guideline
  const freeUnits = includedUnits(guideline)
  return maximumMicro === undefined || minimumMicro !== undefined || hours || freeUnits === 0 ? priceWords(price, guideline, texts) : texts.t('use.short', { freeUnits, unit, maximumMicro })
})

const valueWords = ({ amountMicro, label }: ProductOfferingPrice, { partsPerMillion, eventMinimumMicro, eventMaximumMicro }: PercentageGuideline, { t, format }: Texts): string =>
  t('use.percent', { label, percent: format.number(partsPerMillion / 10_000), hasFixed: amountMicro > 0, fixedMicro: amountMicro, hasLeast: eventMinimumMicro !== undefined, leastMicro: eventMinimumMicro, hasMost: eventMaximumMicro !== undefined, mostMicro: eventMaximumMicro })

const callWords = ({ amountMicro }: ProductOfferingPrice, { unit, connectMicro, firstUnits, nextUnits }: CallGuideline, { t }: Texts): string =>
  t('use.call', { eachMicro: amountMicro, unit, hasConnect: connectMicro > 0, connectMicro, firstUnits, nextUnits })

function includedUnits(guideline: MeteredGuideline): number {
  if ('freeUnits' in guideline) return guideline.freeUnits
  const [first] = guideline.tiers
  return guideline.kind === 'graduated' && first && first.unitMicro === 0 && first.flatMicro === 0 ? (first.upToUnits ?? 0) : 0
}

function priceWords({ amountMicro }: ProductOfferingPrice, guideline: MeteredGuideline, texts: Texts): string {
  const { t } = texts
  const { unit, hours, maximumMicro, minimumMicro } = guideline
  const words = tariffWords(guideline, amountMicro, texts)
  return t('use.price', { words, hasHours: hours !== undefined, hours: hours?.times.map(({ days, fromMinute, beforeMinute }) => `${days.join('')} ${fromMinute}-${beforeMinute}`).join(';') ?? '', hasMaximum: maximumMicro !== undefined, maximumMicro, hasMinimum: minimumMicro !== undefined, minimumMicro, unit })
}

function tariffWords(guideline: MeteredGuideline, amountMicro: number, { t, format }: Texts): string {
  const { unit } = guideline
  const included = (freeUnits: number, then: string): string => (freeUnits === 0 ? then : 'carryMonths' in guideline && guideline.carryMonths !== undefined ? t('use.carried', { freeUnits, unit, n: guideline.carryMonths, rest: then }) : t('use.included', { freeUnits, unit, rest: then }))
  const each = (eachMicro: number): string => t('use.each', { eachMicro, unit })
  const tierWords = ({ unitMicro, flatMicro }: UsageTier, aboveUnits: number): string => t('use.tier', { aboveUnits, eachMicro: unitMicro, unit, hasFlat: flatMicro > 0, flatMicro })
  switch (guideline.kind) {
    case 'perUnit': return included(guideline.freeUnits, each(amountMicro))
    case 'package': return included(guideline.freeUnits, t('use.package', { packageMicro: amountMicro, packageUnits: guideline.packageUnits, unit }))
    case 'volume': return t('use.volume', { tiers: format.list(guideline.tiers.map((tier, nth) => tierWords(tier, guideline.tiers[nth - 1]?.upToUnits ?? 0))) })
    case 'graduated': {
      const [first, second, ...later] = guideline.tiers
      const isFree = first !== undefined && second !== undefined && first.unitMicro === 0 && first.flatMicro === 0
      if (!isFree) return format.list(guideline.tiers.map((tier, nth) => tierWords(tier, guideline.tiers[nth - 1]?.upToUnits ?? 0)))
      const rest = later.map((tier, nth) => tierWords(tier, guideline.tiers[nth + 1]?.upToUnits ?? 0))
      const then = second.flatMicro > 0 ? tierWords(second, first.upToUnits ?? 0) : each(second.unitMicro)
      return included(first.upToUnits ?? 0, [then, ...rest].join(', '))
    }
  }
}
