import { isMetered } from '../../../shared/domain/catalog.ts'
import type { MeteredGuideline, ProductOffering, ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import type { CorrectedPrice } from '../../../shared/domain/price-correction.ts'
import type { Texts } from '../../../shared/messages/texts.ts'

export type MeteredPrice = ProductOfferingPrice & { readonly ratingGuideline: MeteredGuideline }
/** A figure of a price that can be put right. `text`: as it is typed, money in dollars. */
export type Figure = { readonly key: string; readonly kind: 'money' | 'units'; readonly label: string; readonly text: string }
export type Typed = Readonly<Record<string, string>>

export const meteredPrices = ({ prices }: Pick<ProductOffering, 'prices'>): readonly MeteredPrice[] => prices.filter((price): price is MeteredPrice => isMetered(price.ratingGuideline))

/** The figures of a price, as they are. Where its tiers begin, its unit and its hours are not among them: they say what use it is for. */
export function figuresOf({ amountMicro, ratingGuideline: guideline }: MeteredPrice, { t, tf }: Texts): readonly Figure[] {
  const unit = tf('usageUnit', guideline.unit)
  const money = (key: string, label: string, micro: number): Figure => ({ key, kind: 'money', label, text: dollarsOf(micro) })
  const free = 'freeUnits' in guideline ? [{ key: 'free', kind: 'units', label: t('correct.free', { unit }), text: String(guideline.freeUnits) } as const] : []
  const own = 'tiers' in guideline
    ? guideline.tiers.flatMap(({ unitMicro, flatMicro }, nth) => {
        const aboveUnits = guideline.tiers[nth - 1]?.upToUnits ?? 0
        return [money(`tier.${nth}.unit`, t('correct.tier', { aboveUnits, unit }), unitMicro), ...(flatMicro > 0 ? [money(`tier.${nth}.flat`, t('correct.flat', { aboveUnits, unit }), flatMicro)] : [])]
      })
    : [money('each', guideline.kind === 'package' ? t('correct.package', { units: guideline.packageUnits, unit }) : t('correct.each', { unit }), amountMicro), ...free]
  return [...own, ...(guideline.maximumMicro === undefined ? [] : [money('maximum', t('correct.maximum'), guideline.maximumMicro)]), ...(guideline.minimumMicro === undefined ? [] : [money('minimum', t('correct.minimum'), guideline.minimumMicro)])]
}

/** The price with what was typed in the place of its figures; the key of the first figure that cannot be read otherwise. */
export function correctedPrice(price: MeteredPrice, typed: Typed, texts: Texts): { readonly kind: 'read'; readonly amountMicro: number; readonly ratingGuideline: MeteredGuideline } | { readonly kind: 'unreadable'; readonly key: string } {
  const values: Record<string, number> = {}
  for (const { key, kind, text } of figuresOf(price, texts)) {
    const value = kind === 'money' ? microOf(typed[key] ?? text) : unitsOf(typed[key] ?? text)
    if (value === null) return { kind: 'unreadable', key }
    values[key] = value
  }
  const { ratingGuideline: guideline } = price
  const limits = { ...(values['maximum'] === undefined ? {} : { maximumMicro: values['maximum'] }), ...(values['minimum'] === undefined ? {} : { minimumMicro: values['minimum'] }) }
  if ('tiers' in guideline) {
    const tiers = guideline.tiers.map((tier, nth) => ({ ...tier, unitMicro: values[`tier.${nth}.unit`] ?? tier.unitMicro, flatMicro: values[`tier.${nth}.flat`] ?? tier.flatMicro }))
    return { kind: 'read', amountMicro: price.amountMicro, ratingGuideline: { ...guideline, tiers, ...limits } }
  }
  return { kind: 'read', amountMicro: values['each'] ?? price.amountMicro, ratingGuideline: { ...guideline, freeUnits: values['free'] ?? guideline.freeUnits, ...limits } }
}

const MICRO_DIGITS = 6
const MOST_MICRO = 1_000_000_000_000
/** "0.02", "$0.02" or "0,02" in micro-units; null: unreadable, or more than a million dollars. */
export function microOf(text: string): number | null {
  const match = /^\$?\s*(\d{1,7})(?:[.,](\d{1,6}))?$/.exec(text.trim())
  const micro = match ? Number(`${match[1]}${(match[2] ?? '').padEnd(MICRO_DIGITS, '0')}`) : null
  return micro !== null && micro <= MOST_MICRO ? micro : null
}
const unitsOf = (text: string): number | null => (/^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null)
/** At least cents; more digits only where there are. */
const dollarsOf = (micro: number): string => {
  const digits = String(micro).padStart(MICRO_DIGITS + 1, '0')
  return `${digits.slice(0, -MICRO_DIGITS)}.${digits.slice(-MICRO_DIGITS).replace(/0{1,4}$/, '')}`
}

export type CorrectionAsked = Pick<CorrectedPrice, 'offeringId' | 'offeringVersion' | 'priceId' | 'fromPeriod' | 'amountMicro' | 'ratingGuideline'>
