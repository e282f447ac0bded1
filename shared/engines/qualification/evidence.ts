import type { AccessType } from '../../domain/catalog.ts'
import type { AnswerEstimate, Evidence, SiteMeasurement } from '../../domain/evidence.ts'
import type { ProviderAnswer, QualificationFacts, Reason, RuleStep } from '../../domain/qualification.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { ProviderId } from '../../kernel/ids.ts'
import type { PlantFinding } from './finding.ts'

type Key = { readonly providerId: ProviderId; readonly accessType: AccessType }

/** The newest measurement of a line at this very place; of the same moment the one that says no, then by content. */
export function newestMeasurement(facts: QualificationFacts, key: Key): SiteMeasurement | null {
  const [newest] = (facts.measurements ?? [])
    .filter((item) => item.place === facts.address.id && item.providerId === key.providerId && item.accessType === key.accessType)
    .sort((a, b) => b.measuredAt - a.measuredAt || Number(a.works) - Number(b.works) || compareText(canonicalJson(a), canonicalJson(b)))
  return newest ?? null
}

/** What a measurement says; one that is too old says so first and supports nothing. */
export function measurementReason(measured: SiteMeasurement, isFresh: boolean): readonly Reason[] {
  const details = { measuredAt: measured.measuredAt, measuredBy: measured.measuredBy }
  if (!isFresh) return [{ code: 'measurement-too-old', supports: 'unknown', details }]
  return [measured.works ? { code: 'measured-works', supports: 'yes', details } : { code: 'measured-fails', supports: 'no', details }]
}

/** What neighbouring answers suggest, the one that rests on most. It supports nothing: an estimate is never a promise. A chance that is no number is not told. */
export function findEstimate(facts: QualificationFacts, key: Key): AnswerEstimate | null {
  const [estimate] = (facts.estimates ?? [])
    .filter((item) => item.providerId === key.providerId && item.accessType === key.accessType && item.probability >= 0 && item.probability <= 1)
    .sort((a, b) => b.from - a.from || compareText(canonicalJson(a), canonicalJson(b)))
  return estimate ?? null
}

/** An estimate in figures of a hundred houses: never none and never all of them. */
export const estimateReason = ({ probability, from, farthestM }: AnswerEstimate): Reason => ({ code: 'estimated', supports: 'unknown', details: { percent: percentOf(probability), from, farthestM } })

/** What an estimate rests on: how many answers, how far away, how old, who said them. */
export const estimateStep = ({ providerId, accessType, probability, from, nearestM, farthestM, newestAt, source }: AnswerEstimate): RuleStep =>
  ({ rule: 'neighbours', subject: `${providerId}/${accessType}`, found: 'unknown', details: { percent: percentOf(probability), from, nearestM, farthestM, source, ...(newestAt === null ? { dated: 'no' } : { dated: 'yes', newestAt }) } })

const percentOf = (probability: number): number => Math.min(99, Math.max(1, Math.round(probability * 100)))

/** All that was weighed, strongest first: measured on site, then said by the provider, then read off the plan. */
export function weigh(measured: SiteMeasurement | null, answer: ProviderAnswer | null, plant: PlantFinding | null): readonly Evidence[] {
  return [
    ...(measured ? [{ kind: 'measurement', source: measured.measuredBy, at: measured.measuredAt, supports: measured.works ? 'yes' : 'no' } as const] : []),
    ...(answer ? [{ kind: 'providerAnswer', source: answer.source, at: answer.answeredAt, supports: answer.qualified ? 'yes' : 'no' } as const] : []),
    ...(plant ? [{ kind: 'plant', source: plant.source, at: plant.reportedAt, supports: plant.verdict } as const] : []),
  ]
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
