import type { ReasonCode } from '../../domain/qualification.ts'
import { prefixed } from '../prefixed.ts'

/** Why a line says yes, no or unknown, as the end of a sentence. */
const WORDS = {
  'provider-said-yes': 'the provider confirmed the line',
  'provider-said-no': 'the provider says no ({reasonCode})',
  'answer-too-old': 'last answer is from {answeredAt}, too old to promise on',
  'drop-within-limit': 'cable passes {distanceM} away, limit {limitM}',
  'drop-too-long': 'the cable ends {distanceM} before this house; a drop may be {limitM}',
  'loop-length': 'loop {loopM} from {nodeName}',
  'port-free': '{portsFree} of {portsTotal} ports free',
  'no-port-free': 'all {portsTotal} ports are in use',
  'span-planned': 'the line is planned for {readyAt}',
  'no-plant-known': 'no line of theirs is known here',
  'sector-in-reach': '{transmitterName}, {distanceM} away, reach {reachM}',
  'sector-out-of-reach': '{transmitterName} is {distanceM} away, reach {reachM}',
  'signal-too-weak': 'signal {signalDbm} dBm, needs {minimumDbm} dBm',
  'sector-full': 'the sector is full',
  'same-line-as': 'same line as {providerId}',
  'owner-line-missing': 'the owner’s line ({providerId}) is not known here',
  'unit-missing': 'a unit must be chosen first',
  'waiting-place': 'a port is free again: the caller would be number {place} in line',
  'not-asked': 'no answer of theirs is known for this house',
  'no-evidence': 'nothing is known yet',
} as const satisfies Record<ReasonCode, string>

export const REASONS_EN = prefixed('reason', WORDS)
