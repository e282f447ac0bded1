import type { QualificationLine, Reason, RuleStep, Verdict } from '../../domain/qualification.ts'

/** What the plant alone says of one provider and access type. */
export type PlantFinding = {
  readonly verdict: Exclude<Verdict, 'unknown'>
  readonly reasons: readonly Reason[]
  readonly yesWhen: Reason | null
  readonly downlinkKbps: number | null
  readonly uplinkKbps: number | null
  readonly waiting: NonNullable<QualificationLine['waiting']> | null
  readonly port: NonNullable<QualificationLine['port']>
  readonly trace: readonly RuleStep[]
  readonly source: string
  readonly reportedAt: number | null
}

export type Details = Reason['details']
export const yes = (code: Reason['code'], details: Details): Reason => ({ code, supports: 'yes', details })
export const no = (code: Reason['code'], details: Details): Reason => ({ code, supports: 'no', details })
export const neither = (code: Reason['code'], details: Details): Reason => ({ code, supports: 'unknown', details })

/** A distance that a wire and a table can carry: none is below nothing, and what is no number is nothing. */
export const finite = (metres: number): number => (Number.isFinite(metres) ? Math.max(0, metres) : 0)

/** By how much a figure exceeds its limit, up to the next tenth: what is said aloud is never too little. */
export const excess = (value: number, limit: number): number => Math.ceil(Number(((value - limit) * 10).toFixed(6))) / 10

/** A distance as it is said beside its limit: whole metres, unless they would sound as if it were within: then tenths, upwards. */
export const saidBeside = (value: number, limit: number): number => (value > limit && Math.round(value) <= limit ? Math.ceil(Number((value * 10).toFixed(6))) / 10 : Math.round(value))
