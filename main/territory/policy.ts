import type { QualificationPolicy } from '../../shared/domain/qualification.ts'
import type { Manifest } from './formats.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** What holds where a territory says nothing of it: as `zManifest` has it for a manifest. */
const USUAL: Manifest['policy'] = { answerValidDays: 90, qualificationValidMinutes: 30 }

/** How a territory's manifest wants answers judged and ports kept. `policy` undefined: there is no manifest. */
export const policyOf = ({ answerValidDays, qualificationValidMinutes, portPromiseHours }: Manifest['policy'] = USUAL): QualificationPolicy => ({
  answerValidMs: answerValidDays * DAY_MS, qualificationValidMs: qualificationValidMinutes * MINUTE_MS, ...(portPromiseHours === undefined ? {} : { portPromiseHours }),
})
