import type { AccessType, ProductOffering } from '../../domain/catalog.ts'
import type { ClientComputer, QualificationLine, Reason } from '../../domain/qualification.ts'

/** Why an offering that is shown cannot be ordered. */
export type Obstacle = { readonly code: string; readonly details: Readonly<Record<string, string | number>> }

/** How an access offering meets the lines of an address: by a yes, by a line that names the plan but says no or unknown, or not at all. */
export type LineMatch =
  | { readonly kind: 'yes'; readonly line: QualificationLine }
  | { readonly kind: 'notYes'; readonly line: QualificationLine; readonly isPlanNamed: boolean }
  | { readonly kind: 'none' }

/** Finds the line an access offering would be delivered on. A yes that carries the plan wins, then a line that names the plan, then any of that provider and access type. */
export function matchLine(offering: ProductOffering, lines: readonly QualificationLine[]): LineMatch {
  const candidates = lines.filter((line) => line.providerId === offering.providerId && accessTypesOf(offering).includes(line.accessType))
  const yes = candidates.find((line) => line.verdict === 'yes' && allowsPlan(offering, line))
  if (yes) return { kind: 'yes', line: yes }
  const notYes = candidates.filter((line) => line.verdict !== 'yes')
  const named = notYes.find((line) => line.planName !== null && offering.eligibility.planNames.includes(line.planName) && carriesTerms(offering, line))
  if (named) return { kind: 'notYes', line: named, isPlanNamed: true }
  return notYes[0] ? { kind: 'notYes', line: notYes[0], isPlanNamed: false } : { kind: 'none' }
}

/** The fact that decided a line: the first reason that supports its verdict. */
export function decidingReason(line: QualificationLine): Reason | null {
  return line.reasons.find((reason) => reason.supports === line.verdict) ?? line.reasons[0] ?? null
}

/** What of a plan's requirement the caller's computer does not meet; null when it does, or when nothing is known of it. */
export function clientObstacle(offering: ProductOffering, computer: ClientComputer | null): Obstacle | null {
  const requirement = offering.clientRequirement
  if (!requirement || !computer) return null
  if (computer.memoryMb < requirement.minMemoryMb) {
    return { code: 'client-unsuitable', details: { lacks: 'memory', memoryMb: computer.memoryMb, minMemoryMb: requirement.minMemoryMb } }
  }
  const systems = requirement.operatingSystems
  if (systems.length === 0 || systems.some((system) => isVersionOf(computer.operatingSystem, system))) return null
  return { code: 'client-unsuitable', details: { lacks: 'operatingSystem', operatingSystem: computer.operatingSystem, operatingSystems: systems.join(', ') } }
}

/** Postcodes: empty means anywhere in the territory. */
export const isSoldIn = (offering: ProductOffering, postcode: string): boolean =>
  offering.eligibility.postcodes.length === 0 || offering.eligibility.postcodes.includes(postcode)

/** True when an add-on's or equipment's access types (empty: any) include one of those in question. */
export const fitsAccessTypes = (offering: ProductOffering, accessTypes: readonly AccessType[]): boolean =>
  offering.eligibility.accessTypes.length === 0 || offering.eligibility.accessTypes.some((type) => accessTypes.includes(type))

const accessTypesOf = (offering: ProductOffering): readonly AccessType[] =>
  offering.accessType === null ? offering.eligibility.accessTypes : [offering.accessType]

const allowsPlan = (offering: ProductOffering, line: QualificationLine): boolean =>
  (offering.eligibility.planNames.length === 0 || (line.planName !== null && offering.eligibility.planNames.includes(line.planName))) && carriesTerms(offering, line)

/** A line that says nothing of terms cannot tell which of several plans of one name it is, so it is none of them. */
const carriesTerms = ({ eligibility: { planTerms } }: ProductOffering, { planTerms: said }: QualificationLine): boolean =>
  planTerms === undefined || (said !== undefined && planTerms.some((terms) => terms.priceMicro === said.priceMicro && terms.downlinkKbps === said.downlinkKbps && terms.uplinkKbps === said.uplinkKbps))

/** "Windows 11" is a Windows; "Windowsill" is not. */
function isVersionOf(actual: string, required: string): boolean {
  const [have, need] = [actual.trim().toLowerCase(), required.trim().toLowerCase()]
  return have === need || have.startsWith(`${need} `)
}
