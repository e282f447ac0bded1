import type { ReasonCode } from '../../domain/qualification.ts'
import { prefixed } from '../prefixed.ts'

/** Why a line says yes, no or unknown, as the end of a sentence. */
const WORDS = {
  'provider-said-yes': 'the provider confirmed the line',
  'provider-said-no': 'the provider says no ({reasonCode})',
  'answer-too-old': 'last answer is from {answeredAt}, too old to promise on',
  'drop-within-limit': 'cable passes {distanceM} away, limit {limitM}',
  'drop-too-long': 'the cable ends {distanceM, number} m before this house; a drop may be {limitM, number} m',
  'loop-length': 'loop {loopM} from {nodeName}',
  'port-free': '{portsFree} of {portsTotal} ports free',
  'no-port-free': 'all {portsTotal} ports are in use',
  'span-planned': '{dated, select, no {the line is {status, select, planned {planned} other {being built}}; nobody has named a date} other {the line is planned for {readyAt}}}',
  'no-plant-known': 'no line of theirs is known here',
  'sector-in-reach': '{transmitterName}, {distanceM} away, reach {reachM}',
  'sector-out-of-reach': '{transmitterName} is {distanceM, number} m away, reach {reachM, number} m',
  'signal-too-weak': 'signal {signalDbm} dBm, needs {minimumDbm} dBm',
  'sector-full': 'the sector is full',
  'same-line-as': 'same line as {providerId}',
  'owner-line-missing': 'the owner’s line ({providerId}) is not known here',
  'unit-missing': 'a unit must be chosen first',
  'waiting-place': 'a port is free again: the caller {stands, select, yes {is} other {would be}} number {place} in line{others, select, yes {, and the first has waited since {firstAt}} other {}}',
  'not-asked': 'no answer of theirs is known for this house',
  'no-evidence': 'nothing is known yet',
  'measured-works': 'measured at this house: it works',
  'measured-fails': 'measured at this house: it does not work',
  'measurement-too-old': 'the measurement is from {measuredAt}, too old to promise on',
  'attainable-rate': '{loopM} of copper carries up to {downlinkKbps} down',
  'loop-too-long': 'the copper to {nodeName} is {loopM}; beyond {limitM} it carries nothing worth selling',
  'sector-out-of-beam': '{transmitterName} looks another way: this house is {offAxisDeg}° off, the beam reaches {halfBeamDeg}° to each side',
  'sight-clear': 'clear sight to {transmitterName}',
  'sight-blocked': 'the ground stands {shortByM} into the view to {transmitterName}, {atM} from the tower',
  'sight-unknown': 'sight to {transmitterName} was not checked: no terrain is known here',
  'expected-rate': 'the radio link should carry {downlinkKbps} down, {uplinkKbps} up',
  'port-kept': 'a port at {nodeName} is kept for this house until {untilAt}',
  'ports-awaited': '{portsFree, plural, one {# port is} other {# ports are}} free, and {ahead, plural, one {# caller waits} other {# callers wait}} for {portsFree, plural, one {it} other {them}} already',
  'estimated': 'unknown here, {percent}% by the neighbours: {from, plural, one {# answer} other {# answers}} within {farthestM}; an estimate, never a promise',
  'fallback-address': 'this house was not found itself; this is an answer for {fallback, select, neighbour {a neighbour} street {its street} other {its postcode}}',
  'loop-unknown': 'how far the line runs to its node is not known',
} as const satisfies Record<ReasonCode, string>

export const REASONS_EN = prefixed('reason', WORDS)
