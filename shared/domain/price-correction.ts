import type { Instant } from '../kernel/time.ts'
import type { MeteredGuideline } from './catalog.ts'
import type { Micro } from '../kernel/money.ts'

/** What a price for usage should have been: of one offering in one version, from the usage of a month on ("2026-11"). The catalog stays as it was published. */
export type CorrectedPrice = {
  readonly offeringId: string
  readonly offeringVersion: number
  readonly priceId: string
  readonly fromPeriod: string
  readonly amountMicro: Micro
  readonly ratingGuideline: MeteredGuideline
}
/** A correction as it was decided. Of two for one price and month the later counts. */
export type PriceCorrection = CorrectedPrice & { readonly id: string; readonly because: string; readonly by: string; readonly byRole: string; readonly at: Instant }

/** What a correction comes to, net of tax. `more` and `less`: what customers owe more, and what they get back, of usage that is known now; both 0 or above. */
export type CorrectionEffect = { readonly customers: number; readonly services: number; readonly events: number; readonly more: Micro; readonly less: Micro; /** Of it on bills already. */ readonly billed: { readonly more: Micro; readonly less: Micro } }
