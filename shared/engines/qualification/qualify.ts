import type { AccessType } from '../../domain/catalog.ts'
import type { ProviderAnswer, QualificationFacts, QualificationLine, Reason, Verdict } from '../../domain/qualification.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { ProviderId } from '../../kernel/ids.ts'
import { judgePlant } from './plant.ts'
import type { PlantFinding } from './finding.ts'
import { estimateReason, estimateStep, findEstimate, measurementReason, newestMeasurement, weigh } from './evidence.ts'

/**
 * What can be had at one premise, one line per provider, access type and owner of the line, with every fact that bore on it. The first
 * reason that supports the verdict is the deciding one. Total: any facts give an answer. Order: provider id, access type, owner;
 * rows keep their place on screen whatever the verdict. Evidence: what was measured at the house outranks the provider's own answer, and
 * that the plant, each while it is no older than `policy.answerValidMs`. An answer for a neighbour promises nothing and says so. Source: TMF645 ServiceQualificationItem.
 */
export function qualify(facts: QualificationFacts): readonly QualificationLine[] {
  const keys = lineKeys(facts)
  const ownLines = keys.filter((key) => key.overProviderId === null).map((key) => judgeLine(facts, key))
  const resoldLines = keys.filter((key) => key.overProviderId !== null).map((key) => withOwner(judgeLine(facts, key), ownLines))
  const lines = [...ownLines, ...resoldLines].sort((a, b) => compareText(sortKey(a), sortKey(b)))
  const { needsUnit, fallback } = facts.address
  const forUnit = needsUnit ? lines.map((line) => asUnknown(line, { code: 'unit-missing', supports: 'unknown', details: {} })) : lines
  return fallback ? forUnit.map((line) => asUnknown(line, { code: 'fallback-address', supports: 'unknown', details: { fallback } })) : forUnit
}

type LineKey = { readonly providerId: ProviderId; readonly accessType: AccessType; readonly overProviderId: ProviderId | null }

function lineKeys(facts: QualificationFacts): readonly LineKey[] {
  const known = new Map<string, LineKey>()
  const add = (key: LineKey): void => void known.set(sortKey(key), key)
  for (const { providerId, accessType } of facts.branches) add({ providerId, accessType, overProviderId: null })
  for (const { providerId } of facts.sectors) add({ providerId, accessType: 'fixedWireless', overProviderId: null })
  for (const { providerId, accessType, overProviderId } of facts.answers) add({ providerId, accessType, overProviderId })
  for (const { providerId, accessType } of [...(facts.measurements ?? []), ...(facts.estimates ?? [])]) add({ providerId, accessType, overProviderId: null })
  return [...known.values()]
}

const sortKey = (key: LineKey): string => `${key.providerId}\u0000${key.accessType}\u0000${key.overProviderId ?? ''}`
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function judgeLine(facts: QualificationFacts, key: LineKey): QualificationLine {
  const answer = newestAnswer(facts.answers, key)
  const isResold = key.overProviderId !== null
  const plant = judgePlant(facts, key.overProviderId ?? key.providerId, key.accessType)
  // What was measured belongs to the owner's line; a resold one follows it.
  const measured = isResold ? null : newestMeasurement(facts, key)
  const isMeasured = measured !== null && isFresh(facts, measured.measuredAt)
  const byAnswer = judge(facts, answer, plant, isResold)
  const judgement = measured ? byMeasurement(measurementReason(measured, isMeasured), isMeasured, byAnswer) : byAnswer
  const estimate = plant === null && !isResold && judgement.verdict === 'unknown' ? findEstimate(facts, key) : null
  const spoken = isMeasured && measured.works ? measured : null
  return {
    ...key,
    ...judgement,
    reasons: estimate ? [...judgement.reasons, estimateReason(estimate)] : judgement.reasons,
    downlinkKbps: spoken?.downlinkKbps ?? answer?.downlinkKbps ?? (isResold ? null : (plant?.downlinkKbps ?? null)),
    uplinkKbps: spoken?.uplinkKbps ?? answer?.uplinkKbps ?? (isResold ? null : (plant?.uplinkKbps ?? null)),
    planName: answer?.planName ?? null,
    ...termsOf(answer),
    evidence: isMeasured ? { source: 'measurement', at: measured.measuredAt } : answer ? { source: answer.source, at: answer.answeredAt } : { source: plant ? 'plant' : 'none', at: plant?.reportedAt ?? null },
    waiting: plant?.waiting ?? null,
    port: plant?.port ?? null,
    trace: [...(plant?.trace ?? []), ...judgement.reasons.filter(isSaid).map((reason) => ({ rule: reason.code, subject: `${key.providerId}/${key.accessType}`, found: reason.supports, details: reason.details })), ...(estimate ? [estimateStep(estimate)] : [])],
    weighed: weigh(measured, answer, plant),
  }
}

/** Of several plans of one name the terms tell which. */
const termsOf = (answer: ProviderAnswer | null): Pick<QualificationLine, 'planTerms'> =>
  answer && answer.planName !== null && answer.priceMicro !== null && answer.downlinkKbps !== null && answer.uplinkKbps !== null ? { planTerms: { priceMicro: answer.priceMicro, downlinkKbps: answer.downlinkKbps, uplinkKbps: answer.uplinkKbps } } : {}

/** Reasons that come from what somebody said or measured: the plant's own are in its trace already. */
const SAID: readonly Reason['code'][] = ['provider-said-yes', 'provider-said-no', 'answer-too-old', 'measured-works', 'measured-fails', 'measurement-too-old', 'not-asked', 'no-evidence']
const isSaid = (reason: Reason): boolean => SAID.includes(reason.code)
const isFresh = (facts: QualificationFacts, at: number): boolean => facts.now - at <= facts.policy.answerValidMs

function byMeasurement(reasons: readonly Reason[], isMeasured: boolean, otherwise: Judgement): Judgement {
  const verdict = isMeasured && reasons[0] ? reasons[0].supports : otherwise.verdict
  return { verdict, reasons: isMeasured ? [...reasons, ...otherwise.reasons] : [...otherwise.reasons, ...reasons], yesWhen: verdict === 'no' ? otherwise.yesWhen : null }
}

/** The newest answer of a line. Equal moments: the provider's own interface first, then by content, so that order of input is nothing. */
function newestAnswer(answers: readonly ProviderAnswer[], key: LineKey): ProviderAnswer | null {
  const rank = (answer: ProviderAnswer): number => (answer.source === 'providerInterface' ? 0 : 1)
  const [newest] = answers
    .filter((answer) => sortKey(answer) === sortKey(key))
    .sort((a, b) => b.answeredAt - a.answeredAt || rank(a) - rank(b) || compareText(canonicalJson(a), canonicalJson(b)))
  return newest ?? null
}

type Judgement = Pick<QualificationLine, 'verdict' | 'reasons' | 'yesWhen'>

function judge(facts: QualificationFacts, answer: ProviderAnswer | null, plant: PlantFinding | null, isResold: boolean): Judgement {
  if (!answer) return plantAlone(plant)
  const said = answerReason(answer)
  // The owner's plant is told on the owner's line; a resold line only points there.
  const plantReasons = isResold ? [] : (plant?.reasons.filter((reason) => !isReckoned(reason)) ?? [{ code: 'no-plant-known', supports: 'unknown', details: {} } as const])
  const isOld = !isFresh(facts, answer.answeredAt)
  if (!isOld) return { verdict: said.supports, reasons: [said, ...plantReasons], yesWhen: said.supports === 'no' ? (plant?.yesWhen ?? null) : null }
  const old: Reason = { code: 'answer-too-old', supports: 'unknown', details: { answeredAt: answer.answeredAt, ageMs: facts.now - answer.answeredAt } }
  const verdict = verdictOfOldAnswer(answer.qualified, plant)
  return { verdict, reasons: [old, said, ...plantReasons], yesWhen: verdict === 'no' ? (plant?.yesWhen ?? null) : null }
}

/** What the plant only reckons gives way to what the provider said of the same line. */
const isReckoned = (reason: Reason): boolean => reason.supports === 'unknown' && (reason.code === 'attainable-rate' || reason.code === 'expected-rate' || reason.code === 'sight-unknown')

/** Age takes an answer's word, not the plant's: both must agree. An old no stands only where no plant says otherwise: nobody is promised anything by it. */
function verdictOfOldAnswer(qualified: boolean, plant: PlantFinding | null): Verdict {
  if (qualified) return plant?.verdict === 'yes' ? 'yes' : 'unknown'
  return plant?.verdict === 'yes' ? 'unknown' : 'no'
}

function plantAlone(plant: PlantFinding | null): Judgement {
  const notAsked: Reason = { code: 'not-asked', supports: 'unknown', details: {} }
  if (!plant) return { verdict: 'unknown', reasons: [{ code: 'no-evidence', supports: 'unknown', details: {} }], yesWhen: null }
  return { verdict: plant.verdict, reasons: [...plant.reasons, notAsked], yesWhen: plant.yesWhen }
}

function answerReason(answer: ProviderAnswer): Reason {
  const details = {
    answeredAt: answer.answeredAt,
    source: answer.source,
    ...(answer.planName === null ? {} : { planName: answer.planName }),
    ...(answer.reasonCode === null ? {} : { reasonCode: answer.reasonCode }),
  }
  return answer.qualified ? { code: 'provider-said-yes', supports: 'yes', details } : { code: 'provider-said-no', supports: 'no', details }
}

/** A reseller sells the owner's line: where the owner's is a definite no, so is the reseller's, whatever it said. */
function withOwner(line: QualificationLine, ownLines: readonly QualificationLine[]): QualificationLine {
  const ownerId = line.overProviderId as ProviderId
  const owner = ownLines.find((own) => own.providerId === ownerId && own.accessType === line.accessType)
  if (!owner) return { ...line, reasons: [...line.reasons, { code: 'owner-line-missing', supports: 'unknown', details: { providerId: ownerId } }] }
  const sameLine: Reason = { code: 'same-line-as', supports: owner.verdict, details: { providerId: ownerId, verdict: owner.verdict } }
  if (owner.verdict !== 'no' || line.verdict === 'no') return { ...line, reasons: [...line.reasons, sameLine] }
  return { ...line, verdict: 'no', reasons: [sameLine, ...line.reasons], yesWhen: owner.yesWhen }
}

/** A premise with units has no line of its own, nor has what stands in for a house: what is known is shown, nothing is promised. */
const asUnknown = (line: QualificationLine, reason: Reason): QualificationLine => ({ ...line, verdict: 'unknown', reasons: [reason, ...line.reasons], yesWhen: reason })
