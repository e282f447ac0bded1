import type { Bill, BillEntry } from '../../../shared/domain/bill.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Language } from '../../../shared/domain/language.ts'
import type { ProductOrder } from '../../../shared/domain/order.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { tmf678 } from '../../../shared/engines/billing/tmf678.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import { startOfLocalDay } from '../catalog/local-day.ts'
import type { Handler } from '../context.ts'
import type { BillsDeps } from './read-bills.ts'
import { findBill } from './read-bills.ts'

/** A bill and whom it is for, for print. */
export type BillForPrint = { readonly bill: Bill; readonly entries: readonly BillEntry[]; readonly customerName: string; readonly addressLines: readonly string[]; readonly language: Language; readonly paper: 'letter' | 'a4' }
export type SaveBillDeps = BillsDeps & {
  /** The bytes of a PDF; made beside the calls, not between them. */
  readonly print: (bill: BillForPrint) => Promise<Uint8Array>
  /** Answers where the file lies. Throws when it cannot be written. */
  readonly save: (name: string, content: Uint8Array | string) => string
  readonly ownRecord: (customerId: string) => { readonly givenName: string; readonly familyName: string } | null
  readonly orderOf: (orderId: string) => Pick<ProductOrder, 'place'> | null
  readonly address: (id: string) => GeographicAddress | null
  readonly localDateOf: (at: Instant) => LocalDate
}

/** A bill as a file on this desk, for the customer: a PDF or TMF678 data. A file of the same bill takes the place of the one before. Errors: as `bills.view`; `file-not-saved`. */
export const createSaveBill = (deps: SaveBillDeps): Handler<'bills.save'> => async ({ billId, as, language }, ctx) => {
  const found = findBill(deps, ctx, billId)
  if (!found.ok) return found
  const bill = found.value
  const known = deps.ownRecord(bill.customerId)
  const customerName = known ? `${known.givenName} ${known.familyName}`.trim() : ''
  try {
    if (as === 'tmf678') return ok({ path: deps.save(`${bill.number}.tmf678.json`, `${JSON.stringify(tmf678(bill, { customerName, startOf: (day) => startOfLocalDay(day, deps.localDateOf) }), null, 2)}\n`) })
    const pdf = await deps.print({ bill, entries: deps.bills.billEntries(billId), customerName, addressLines: addressLines(deps, bill), language, paper: as === 'pdfA4' ? 'a4' : 'letter' })
    return ok({ path: deps.save(`${bill.number}${as === 'pdfA4' ? '.a4' : ''}.pdf`, pdf) })
  } catch (error) {
    return err(appError('file-not-saved', { problem: (error as { code?: string }).code ?? 'print' }))
  }
}

/** Where the service of the first line is. */
function addressLines({ orderOf, address }: SaveBillDeps, { lines }: Bill): readonly string[] {
  const orderId = lines.find((line) => line.orderId !== null)?.orderId
  const place = orderId ? orderOf(orderId)?.place : undefined
  const house = place ? address(place) : null
  return house ? [`${house.number} ${house.street}${house.unit ? ` ${house.unit}` : ''}`, [house.city, house.region, house.postcode].filter((part) => part !== '').join(' ')] : []
}
