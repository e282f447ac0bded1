import { isByUse, isMetered } from '../../../shared/domain/catalog.ts'
import type { Catalog, ProductOffering, SettlementLeg, UsageTier } from '../../../shared/domain/catalog.ts'
import type { CatalogChange } from '../../../shared/domain/catalog-change.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { Answer } from '../../app/state.ts'
import type { Check } from './state.ts'

export type OfferingState = 'onSale' | 'later' | 'ended'
export type OfferingRow = {
  readonly key: string; readonly id: string; readonly name: string; readonly small: string; readonly price: string; readonly from: string; readonly until: string
  readonly offering: ProductOffering; readonly state: OfferingState; readonly stateLabel: string; readonly rules: Readonly<Record<'charged' | 'shared' | 'where', readonly string[]>>
}
const ORDER: Readonly<Record<OfferingState, number>> = { onSale: 0, later: 1, ended: 2 }
/** Faults shown; a file that is no catalog at all has one for each of its lines. */
export const PROBLEMS_SHOWN = 50

export const stateOf = ({ validFrom, validTo }: ProductOffering, now: number): OfferingState => (validTo !== null && validTo <= now ? 'ended' : validFrom > now ? 'later' : 'onSale')

/** One row a version: what is on sale first, then what begins, then what ended; within each as the catalog has it. */
export function offeringRows(catalog: Catalog, now: number, texts: Texts): readonly OfferingRow[] {
  const { t, tf, format } = texts
  const names = { provider: (id: string) => catalog.providers.find((provider) => provider.id === id)?.name ?? id, offering: (id: string) => catalog.offerings.find((offering) => offering.id === id)?.name ?? id }
  const rows = catalog.offerings.map((offering): OfferingRow => {
    const state = stateOf(offering, now)
    return {
      offering,
      key: `${offering.id} ${offering.version}`, id: offering.id, name: offering.name, small: [names.provider(offering.providerId), tf('catalogs', `kind.${offering.kind}`), t('catalogs.version', { version: offering.version })].join(' · '),
      price: offering.prices.map((price) => format.micro(price.amountMicro)).join(' + ') || '–', from: format.date(offering.validFrom), until: offering.validTo === null ? '–' : format.date(offering.validTo),
      state, stateLabel: tf('catalogs', `state.${state}`), rules: rulesOf(offering, names, texts),
    }
  })
  return rows.toSorted((a, b) => ORDER[a.state] - ORDER[b.state])
}

type Names = { readonly provider: (id: string) => string; readonly offering: (id: string) => string }

function rulesOf(offering: ProductOffering, names: Names, texts: Texts): OfferingRow['rules'] {
  const { t, format } = texts
  const { eligibility } = offering
  const places = [
    ...(eligibility.postcodes.length > 0 ? [t('catalogs.places.postcodes', { postcodes: format.list(eligibility.postcodes) })] : []),
    ...(eligibility.planNames.length > 0 ? [t('catalogs.places.plans', { plans: format.list(eligibility.planNames) })] : []),
  ]
  return {
    charged: [
      ...offering.prices.flatMap((price) => [...guidelineWords(price, texts), ...(price.introductory ? [t('catalogs.introductory', { amountMicro: price.introductory.amountMicro, n: price.introductory.months })] : []), ...(price.promotions ?? []).map((promotion) => t('catalogs.promotion', { promotion: promotion.label, from: promotion.from, until: promotion.until, lowMicro: promotion.off.kind === 'amount' ? Math.max(0, price.amountMicro - promotion.off.amountMicro) : null, percent: promotion.off.kind === 'percent' ? format.number(promotion.off.partsPerMillion / 10_000) : '', kind: promotion.off.kind }))]),
      ...(offering.bundleOf.length > 0 ? [t('catalogs.bundleOf', { names: format.list(offering.bundleOf.map(names.offering)), discountMicro: offering.bundleDiscountMicro })] : []),
    ],
    shared: [...offering.settlementRule.legs.map((leg) => legWords(leg, names, texts)), t('catalogs.margin')],
    where: [...(places.length > 0 ? places : [t('catalogs.places.any')]), ...(offering.prerequisites.length > 0 ? [t('catalogs.needs', { names: format.list(offering.prerequisites.map(names.offering)) })] : [])],
  }
}

/** A guideline in words; of one that is newer than this screen, its kind. */
function guidelineWords({ label, amountMicro, ratingGuideline: guideline }: ProductOffering['prices'][number], texts: Texts): readonly string[] {
  const { t } = texts
  const { kind } = guideline
  if (kind !== 'recurring' && kind !== 'oneTime' && !isByUse(guideline)) return [t('catalogs.guideline.other', { label, amountMicro, kind })]
  const { rounding: { mode, placeMicro } } = guideline
  if (guideline.kind === 'call') return [t('catalogs.guideline.call', { label, amountMicro, unit: guideline.unit, connectMicro: guideline.connectMicro, firstUnits: guideline.firstUnits, nextUnits: guideline.nextUnits, mode, placeMicro })]
  if (guideline.kind === 'percentage') {
    const { partsPerMillion, eventMinimumMicro: leastMicro, eventMaximumMicro: mostMicro } = guideline
    return [t('catalogs.guideline.percentage', { label, unit: guideline.unit, percent: texts.format.number(partsPerMillion / 10_000), hasFixed: amountMicro > 0, fixedMicro: amountMicro, hasLeast: leastMicro !== undefined, leastMicro, hasMost: mostMicro !== undefined, mostMicro, mode, placeMicro })]
  }
  const { tiers, proration, ...rest } = { tiers: [], proration: '', ...guideline }
  const words = t(`catalogs.guideline.${kind}`, { label, amountMicro, mode, placeMicro, proration, ...('unit' in rest ? { unit: rest.unit } : {}), ...('freeUnits' in rest ? { freeUnits: rest.freeUnits } : {}), ...('packageUnits' in rest ? { packageUnits: rest.packageUnits } : {}), tiers: tiersWords(tiers, texts) })
  if (!isMetered(guideline)) return [words]
  const { maximumMicro, minimumMicro, hours } = guideline
  return [words, ...(hours ? [t('catalogs.hours', { hours: hours.times.map(({ days, fromMinute, beforeMinute }) => `${days.join('')} ${fromMinute}-${beforeMinute}`).join(';'), zone: hours.zone })] : []), ...('carryMonths' in guideline && guideline.carryMonths !== undefined ? [t('catalogs.carried', { n: guideline.carryMonths })] : []), ...(maximumMicro === undefined ? [] : [t('catalogs.maximum', { maximumMicro })]), ...(minimumMicro === undefined ? [] : [t('catalogs.minimum', { minimumMicro })])]
}

const tiersWords = (tiers: readonly UsageTier[], { t, format }: Texts): string =>
  format.list(tiers.map(({ upToUnits, unitMicro, flatMicro }, index) => {
    const tier = upToUnits === null ? t('catalogs.tier.above', { aboveUnits: tiers[index - 1]?.upToUnits ?? 0, unitMicro }) : t('catalogs.tier.upTo', { upToUnits, unitMicro })
    return flatMicro === 0 ? tier : t('catalogs.tier.flat', { tier, flatMicro })
  }))

function legWords(leg: SettlementLeg, names: Names, { t, format }: Texts): string {
  const provider = names.provider(leg.providerId)
  const percent = (partsPerMillion: number) => format.number(partsPerMillion / 10_000)
  if (leg.kind === 'share') return t('catalogs.leg.share', { provider, priceId: leg.priceId, percent: percent(leg.partsPerMillion) })
  if (leg.kind === 'graduatedShare') return t('catalogs.leg.graduatedShare', { provider, priceId: leg.priceId, percent: leg.tiers.map((tier) => percent(tier.partsPerMillion)).join(' / ') })
  return t(`catalogs.leg.${leg.kind}`, { provider, priceId: leg.priceId, amountMicro: leg.amountMicro })
}

/** One difference as a sentence. */
export function changeWords(change: CatalogChange, texts: Texts): string {
  const { t, format } = texts
  const what = thingWords(change.what, texts)
  if (change.kind === 'ends') return t('catalogs.change.ends', { what, toAt: change.to })
  if (change.kind === 'reopened') return t('catalogs.change.reopened', { what, until: change.to === null ? t('catalogs.open') : format.date(change.to) })
  return change.kind === 'rewritten' ? t('catalogs.change.rewritten', { what, fields: change.fields.join(', ') }) : t(`catalogs.change.${change.kind}`, { what })
}

function thingWords(what: string, { t }: Texts): string {
  const version = /^(.+) version (\d+)$/.exec(what)
  if (version) return t('catalogs.thing.offering', { id: version[1], version: version[2] })
  const [kind, ...rest] = what.split(' ')
  return kind === 'provider' || kind === 'tax' ? t(`catalogs.thing.${kind}`, { id: rest.join(' ') }) : what
}

/** What the file that was chosen comes to, in one sentence. */
export function checkHead(name: string, check: Check, { t }: Texts): string {
  if (check.kind === 'refused') return t('catalogs.broken', { name, n: check.problems.length })
  const { version, published, relation } = check
  if (relation === 'same') return t('catalogs.same', { name, version })
  if (relation === 'older') return t('catalogs.older', { name, version, published })
  return relation === 'first' ? t('catalogs.plannedFirst', { name, version }) : t('catalogs.planned', { name, version, published, n: check.changes.length })
}

export const isPublishable = (check: Check | null): boolean => check?.kind === 'planned' && (check.relation === 'first' || check.relation === 'newer')

/** Where this desk and central do not have the same, in words; null where they do, or central cannot be asked. */
export function versionNote({ catalog, central, refused }: Answer<'catalog.overview'>, { t }: Texts): string | null {
  const version = catalog?.version ?? 0
  if (refused) return t(refused.kind === 'newer' ? 'catalogs.refusedNewer' : 'catalogs.refusedOlder', { sent: refused.version, version })
  if (central.kind === 'away' || central.version === version) return null
  if (central.version === null) return catalog ? t('catalogs.centralNone', { version }) : null
  return t(central.version > version ? 'catalogs.centralNewer' : 'catalogs.centralOlder', { published: central.version, version })
}
