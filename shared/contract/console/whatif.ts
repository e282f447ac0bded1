import { z } from 'zod'
import type { ComparedMonth } from '../../domain/whatif.ts'
import { entry } from './entry.ts'
import { produced, zId } from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
/** A cycle as it was billed; null where this desk has no bill of it. */
export type BilledMonth = { readonly from: string; readonly to: string; readonly paidMinor: number | null }
/** One order that is billed: what it is for and where. */
export type BilledService = { readonly orderId: string; readonly name: string; readonly addressLine: string }
/** The same months on another offer. `lost`: names of what they have and could not keep beside it; `comparedMonths`: how many of the months count. */
export type WhatIfOffer = {
  readonly id: string; readonly name: string; readonly bundleName: string | null; readonly providerId: string; readonly providerName: string; readonly downlinkKbps: number | null; readonly uplinkKbps: number | null
  readonly months: readonly ComparedMonth[]; readonly comparedMonths: number; readonly paidMinor: number; readonly totalMinor: number; readonly savingMinor: number | null
  readonly onceMinor: number; readonly monthlyMinor: number; readonly introductoryUntil: string | null; readonly kept: readonly string[]; readonly lost: readonly string[]
}

/** The last months on every offer at the address. Kept back until the caller has proved who they are, as bills are. */
export const WHATIF = {
  'whatif.compare': entry({
    type: 'query', roles: CALL, offline: 'local', errors: ['caller-not-verified', 'catalog-missing', 'whatif-no-bills', 'whatif-no-address', 'order-unknown'],
    input: z.object({ customerId: zId, orderId: zId.optional(), months: z.union([z.literal(12), z.literal(24)]).default(24) }),
    output: z.object({ orderId: z.string(), services: z.array(produced<BilledService>()), months: z.array(produced<BilledMonth>()), paidMinor: z.int(), offers: z.array(produced<WhatIfOffer>()), notHere: z.int() }),
  }),
} as const
