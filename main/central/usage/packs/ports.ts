import type { UsagePack } from '../../../../shared/domain/usage-pack.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'

/** What was told of a customer's period last. `fingerprint`: of the sums it was made from; `cursor`: its place in the feed. */
export type ToldPack = Pick<UsagePack, 'customerId' | 'period' | 'revision'> & { readonly fingerprint: string; readonly cursor: number; readonly madeAt: Instant }
export type PackReads = { readonly of: (customerId: string) => Promise<readonly ToldPack[]> }
export type PackWrites = PackReads & { readonly put: (told: ToldPack) => Promise<void> }
