import type { CorrectedPrice, PriceCorrection } from '../../../../shared/domain/price-correction.ts'

/** A service that is billed by an offering in a version. */
export type CorrectedService = { readonly billingServiceId: string; readonly customerId: string }
export type CorrectionReads = {
  /** Oldest first. */
  readonly all: () => Promise<readonly PriceCorrection[]>
  /** The oldest whose usage is not all rated anew. `reratedTo`: the last service that is. */
  readonly open: () => Promise<{ readonly correction: PriceCorrection; readonly reratedTo: string } | null>
  /** By id. */
  readonly services: (of: Pick<CorrectedPrice, 'offeringId' | 'offeringVersion'>, after: string, limit: number) => Promise<readonly CorrectedService[]>
}
export type CorrectionWrites = CorrectionReads & {
  readonly insert: (correction: PriceCorrection) => Promise<void>
  readonly carry: (id: string, reratedTo: string, isDone: boolean) => Promise<void>
}
