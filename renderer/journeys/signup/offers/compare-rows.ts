import type { Texts } from '../../../../shared/messages/texts.ts'
import type { Offer } from './choice.ts'
import { fitWords, liveWords, saidWords, whoOf, whyNot } from './offer-card.ts'
import type { CardContext } from './offer-card.ts'
import { byUseWords } from './by-use-words.ts'

/** `better`: which column is to be preferred by this row alone; null where that is no question. */
export type CompareRow = { readonly id: string; readonly label: string; readonly first: string; readonly second: string; readonly better: 'first' | 'second' | null }
export type Comparison = { readonly differing: readonly CompareRow[]; readonly same: readonly CompareRow[] }

type Line = { readonly id: string; readonly label: string; readonly of: (offer: Offer) => string; readonly size?: (offer: Offer) => number | null; readonly best?: 'most' | 'least' }

/** Two offers, row by row: what differs first, then the rest. A row that reads the same is the same. */
export function compareOffers(first: Offer, second: Offer, context: CardContext): Comparison {
  const rows = linesFor(context).map((line): CompareRow => ({ id: line.id, label: line.label, first: line.of(first), second: line.of(second), better: betterOf(line, first, second) }))
  return { differing: rows.filter((row) => row.first !== row.second), same: rows.filter((row) => row.first === row.second) }
}

function betterOf({ size, best }: Line, first: Offer, second: Offer): CompareRow['better'] {
  const [a, b] = [size?.(first) ?? null, size?.(second) ?? null]
  if (a === null || b === null || a === b || !best) return null
  return (best === 'most') === a > b ? 'first' : 'second'
}

const FIT_SIZE: Readonly<Record<Offer['fit']['verdict'], number | null>> = { fits: 3, tight: 2, tooSlow: 1, unknown: null, notAsked: null }

function linesFor(context: CardContext): readonly Line[] {
  const { texts } = context
  const { t, format } = texts
  const money = (id: string, label: string, of: (offer: Offer) => number): Line => ({ id, label, of: (offer) => format.money(of(offer)), size: of, best: 'least' })
  const speed = (kbps: number | null) => (kbps === null ? t('compare.notKnown') : format.speed(kbps))
  return [
    { id: 'order', label: t('compare.order'), of: (offer) => (offer.orderable ? t('compare.yes') : (whyNot(offer, context) ?? t('compare.no'))), size: (offer) => Number(offer.orderable), best: 'most' },
    { id: 'fit', label: t('compare.fit'), of: (offer) => fitWords(offer, texts), size: (offer) => FIT_SIZE[offer.fit.verdict], best: 'most' },
    { id: 'down', label: t('compare.down'), of: (offer) => speed(offer.downlinkKbps), size: (offer) => offer.downlinkKbps, best: 'most' },
    { id: 'up', label: t('compare.up'), of: (offer) => speed(offer.uplinkKbps), size: (offer) => offer.uplinkKbps, best: 'most' },
    { id: 'latency', label: t('compare.latency'), of: (offer) => (offer.offering.label ? format.duration(offer.offering.label.latencyIdleMs) : '–'), size: (offer) => offer.offering.label?.latencyIdleMs ?? null, best: 'least' },
    { id: 'live', label: t('offer.live'), of: (offer) => liveWords(offer, texts), size: (offer) => (offer.earliest.date === null ? null : Date.parse(offer.earliest.date)), best: 'least' },
    money('first', t('compare.firstBill'), (offer) => offer.firstBillMinor),
    money('second', t('compare.secondBill'), (offer) => offer.cost.secondBillMinor),
    money('monthly', t('compare.monthly'), (offer) => offer.monthlyMinor),
    money('total12', t('offer.total12'), (offer) => offer.cost.total12Minor),
    money('total24', t('offer.total24'), (offer) => offer.cost.total24Minor),
    money('once', t('compare.once'), (offer) => offer.cost.parts.oneTimeMinor),
    money('equipment', t('compare.equipment'), (offer) => offer.cost.parts.equipmentMinor),
    { id: 'use', label: t('offer.byUse'), of: (offer) => byUseWords(offer.offering, context.offers.map((one) => one.offering), texts).join('; ') || t('compare.none') },
    { id: 'introduction', label: t('compare.introduction'), of: (offer) => (offer.cost.introductoryUntil ? format.day(offer.cost.introductoryUntil) : t('compare.none')) },
    { id: 'visit', label: t('compare.visit'), of: (offer) => (offer.earliest.needsVisit ? t('compare.yes') : t('compare.no')) },
    { id: 'who', label: t('compare.who'), of: (offer) => whoOf(offer, texts) },
    { id: 'said', label: t('offer.said'), of: (offer) => saidWords(offer, context) },
    ...labelLines(texts),
  ]
}

/** The regulation's own words stay as they are. */
const labelLines = ({ t }: Texts): readonly Line[] => [
  { id: 'contract', label: t('compare.contract'), of: (offer) => (offer.offering.label ? (offer.offering.label.contractRequired ? t('compare.yes') : t('compare.no')) : '–') },
  { id: 'ending', label: t('compare.ending'), of: (offer) => (offer.offering.label ? `$${offer.offering.label.feeEarlyTermination}` : '–') },
  { id: 'data', label: t('compare.data'), of: (offer) => offer.offering.label?.dataIncluded ?? '–' },
]
