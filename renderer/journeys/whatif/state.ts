import type { OutputOf } from '../../../shared/contract/console/contract.ts'
import type { AppError } from '../../../shared/domain/errors.ts'

/** The months of one order on every offer at its house. `chosen`: the offer that is looked at; `cameFrom`: where Esc leads. */
export type WhatIfState = {
  readonly customerId: string | null
  readonly orderId: string | null
  readonly months: 12 | 24
  readonly answer: OutputOf<'whatif.compare'> | null
  readonly problem: AppError | null
  readonly chosen: string | null
  readonly cameFrom: 'customer' | 'bills'
}
export const NO_WHATIF: WhatIfState = { customerId: null, orderId: null, months: 24, answer: null, problem: null, chosen: null, cameFrom: 'customer' }
