import type { Texts } from '../../../../shared/messages/texts.ts'
import type { GlyphState } from '../../../components/StateGlyph.tsx'
import { providerName } from '../../../app/names.ts'
import type { DeskState } from '../../../app/state.ts'
import type { Offer } from './choice.ts'
import type { ListedOffer } from './steady-list.ts'
import { byUseShort } from './by-use-words.ts'

export type OfferCard = {
  readonly id: string
  readonly name: string
  readonly who: string
  readonly speed: { readonly down: string; readonly up: string; readonly isOfPlan: boolean } | null
  readonly fit: { readonly glyph: GlyphState; readonly words: string } | null
  readonly figures: readonly { readonly label: string; readonly value: string; readonly isStrong?: boolean }[]
  readonly introduction: string | null
  readonly byUse: readonly string[]
  /** Widths in percent of the dearest plan's 24 months. */
  readonly bar: { readonly service: number; readonly equipment: number; readonly oneTime: number; readonly words: string }
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly why: string | null
  readonly yesWhen: string | null
  readonly rank: string | null
  readonly marks: readonly string[]
  readonly canBeTaken: boolean
}

export type CardContext = { readonly texts: Texts; readonly status: DeskState['status']; readonly offers: readonly Offer[]; readonly dearest24Minor: number }

const FIT_GLYPH: Readonly<Record<Offer['fit']['verdict'], GlyphState>> = { fits: 'yes', tight: 'late', tooSlow: 'no', unknown: 'unknown', notAsked: 'notStarted' }

/** One plan as a card: everything in words and figures, nothing left to compute. */
export function offerCard({ offer, marks, oldMonthlyMinor }: ListedOffer, context: CardContext): OfferCard {
  const { texts } = context
  const { t, tf, format } = texts
  const isWithdrawn = marks.includes('withdrawn')
  const { parts } = offer.cost
  const share = (minor: number): number => (context.dearest24Minor === 0 ? 0 : (minor * 100) / context.dearest24Minor)
  return {
    id: offer.offering.id, name: offer.offering.name, who: whoOf(offer, texts),
    speed: offer.downlinkKbps === null ? null : { down: format.speedNumber(offer.downlinkKbps), up: offer.uplinkKbps === null ? '–' : format.speedNumber(offer.uplinkKbps), isOfPlan: offer.speedFrom === 'plan' },
    fit: offer.fit.verdict === 'notAsked' ? null : { glyph: FIT_GLYPH[offer.fit.verdict], words: fitWords(offer, texts) },
    figures: [
      { label: t('offer.total24'), value: format.money(offer.cost.total24Minor), isStrong: true },
      { label: t('offer.total12'), value: format.money(offer.cost.total12Minor) },
      { label: t('offer.monthly'), value: format.money(offer.cost.introductoryUntil ? offer.cost.secondBillMinor : offer.monthlyMinor) },
      { label: t('offer.firstBill', { to: offer.firstBillTo }), value: format.money(offer.firstBillMinor) },
    ],
    byUse: byUseShort(offer.offering, texts),
    introduction: offer.cost.introductoryUntil ? t('offer.introduction', { until: offer.cost.introductoryUntil, thenMinor: offer.monthlyMinor }) : null,
    bar: { service: share(parts.serviceMinor), equipment: share(parts.equipmentMinor), oneTime: share(parts.oneTimeMinor), words: t('offer.bar', { serviceMinor: parts.serviceMinor, equipmentMinor: parts.equipmentMinor, onceMinor: parts.oneTimeMinor }) },
    facts: [
      { label: t('offer.live'), value: liveWords(offer, texts) },
      { label: t('offer.room'), value: roomWords(offer, context) },
      { label: t('offer.said'), value: saidWords(offer, context) },
      ...offer.services.map((service) => ({ label: tf('service', service.kind), value: tf('serviceReason', service.reason.code, service.reason.details) })),
    ],
    why: isWithdrawn ? t('offer.withdrawn') : offer.orderable ? null : whyNot(offer, context),
    yesWhen: !isWithdrawn && offer.word?.yesWhen ? reasonWords(offer.word.yesWhen, context) : null,
    rank: isWithdrawn || !offer.rank ? null : rankWords(offer, context),
    marks: marks.map((mark) => t(`offer.mark.${mark}`, { oldMinor: oldMonthlyMinor, newMinor: offer.monthlyMinor })),
    canBeTaken: offer.orderable,
  }
}

export const whoOf = (offer: Offer, { tf }: Texts): string => `${offer.provider.name}${offer.offering.accessType ? `, ${tf('access', offer.offering.accessType)}` : ''}`

export const fitWords = ({ fit }: Offer, { t }: Texts): string => t(`fit.${fit.verdict}`, { short: fit.short, haveKbps: fit.haveKbps, wantKbps: fit.wantKbps })

export const liveWords = ({ earliest }: Offer, { t }: Texts): string => t(`earliest.${earliest.code}`, { date: earliest.date })

/** Who said it, when, and what decided. */
export function saidWords(offer: Offer, context: CardContext): string {
  const { word } = offer
  const { t, format } = context.texts
  if (!word) return t('said.nothing')
  return t('said.line', { source: t(`said.${word.source}`), age: word.ageMs === null ? null : format.age(word.ageMs), hasAge: word.ageMs !== null, reason: word.reason ? reasonWords(word.reason, context) : '' })
}

const roomWords = ({ capacity }: Offer, context: CardContext): string =>
  capacity === null ? context.texts.t('offer.room.unknown') : capacity.code === 'sector-in-reach' ? context.texts.t('offer.room.sector') : reasonWords(capacity, context)

/** Why it cannot be ordered, as a fact with its figures. */
export function whyNot(offer: Offer, context: CardContext): string | null {
  const { why } = offer
  if (!why) return null
  const { tf, t } = context.texts
  if (why.code === 'prerequisite-missing') return tf('why', why.code, { needs: needsWords(offer, context) })
  if (why.code === 'client-unsuitable') return `${tf('why', why.code, why.details)}. ${t('why.client.more', { lacks: why.details['lacks'], memory: Number(why.details['minMemoryMb'] ?? 0) / 1024, systems: why.details['operatingSystems'] })}`
  return reasonWords({ code: why.code, details: why.details }, context)
}

/** What is needed, by the names at hand; where none of them is sold here, by whose plan it would be. */
export function needsWords(offer: Offer, { offers, texts }: CardContext): string {
  const needs = String(offer.why?.details['needs'] ?? '')
  if (needs === 'access') return texts.t('offer.aPlan')
  const names = needs.split(', ').flatMap((id) => offers.find((other) => other.offering.id === id)?.offering.name ?? [])
  return names.length > 0 ? texts.format.list(names.slice(0, 2)) : texts.t('offer.aPlanOf', { provider: offer.provider.name })
}

const reasonWords = (reason: { readonly code: string; readonly details: Readonly<Record<string, string | number>> }, { texts, status }: CardContext): string =>
  texts.tf('reason', reason.code, { ...reason.details, ...('providerId' in reason.details ? { providerId: providerName(status, String(reason.details['providerId'])) } : {}) })

function rankWords({ rank }: Offer, { texts, offers }: CardContext): string | null {
  if (!rank) return null
  const other = offers.find((offer) => offer.offering.id === rank.againstId)?.offering.name ?? null
  return texts.t(`rank.${rank.by}`, { isFirst: rank.place === 1, place: rank.place, other, differenceMinor: rank.differenceMinor })
}
