import type { LocalDate } from '../../../shared/domain/rating.ts'
import type { ReadTx } from '../ports.ts'
import type { RatedCharge } from './ports.ts'

/** Usage of a person that was rated and whose period ended by `upTo`: billed in arrears. What is on a bill already may be among it. */
export type RatedCharges = (tx: ReadTx, period: { readonly customerIds: readonly string[]; readonly upTo: LocalDate }) => Promise<readonly RatedCharge[]>
