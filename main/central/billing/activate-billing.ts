import { createHash } from 'node:crypto'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { BillPreview } from '../../../shared/domain/rating.ts'
import { postingsBalance } from '../../../shared/engines/rating/postings-balance.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { MICRO_PER_MINOR } from '../../../shared/kernel/money.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { addressOfOrder } from '../addressing/address-of-order.ts'
import type { CommandCtx, CommandHandler } from '../context.ts'
import { requireCustomer } from '../customers/known-customer.ts'
import { holdsCardDigits } from '../customers/register-customer.ts'
import type { ReadTx, WriteTx } from '../ports.ts'

/** Before every day there is: the next run bills it. */
const NOW_DUE = ''
type ActivateInput = Parameters<CommandHandler<'billing.activate'>>[1]

/**
 * The pivot of a sign-up: from here the order cannot be taken back, only finished. Keeps the registration, each selected service
 * under the universal and the local id, and the quote's own postings: the caller was told that figure, so it is checked and never
 * recomputed. The order's held address stops lapsing, its port is its own. Errors: `input-invalid` for a quote that does not balance or services named
 * twice, `local-id-taken`, `hold-expired`, `card-digits-refused`, `command-reused` for an order activated with other content.
 */
export const activateBilling: CommandHandler<'billing.activate'> = async (tx, input, ctx) => {
  const contentHash = createHash('sha256').update(canonicalJson(input)).digest('hex')
  const before = await tx.billing.activationOf(input.orderId)
  if (before) return before.contentHash === contentHash ? ok({ billingServiceIds: before.billingServiceIds, firstBillMinor: before.firstBillMinor }) : err(appError('command-reused', { orderId: input.orderId }))
  const problem = await problemOf(tx, input)
  if (problem) return err(problem)
  const firm = await makeHoldFirm(tx, input.orderId, ctx)
  if (!firm.ok) return firm

  const services = input.services.map((service) => ({ ...service, billingServiceId: ctx.ids.next(), orderId: input.orderId, customerId: input.customerId }))
  const postings = input.quote.charges.flatMap((charge) => charge.postings.map((posting) => ({ chargeId: charge.id, posting })))
  const { orderId, customerId, registration, catalogVersion, activatedAt } = input
  await tx.billing.insert({ orderId, customerId, registration, catalogVersion, activatedAt, contentHash, firstBillMinor: input.quote.totalMinor, services, postings })
  await tx.bills.keepTold(orderId, input.quote)
  await tx.bills.setDue(customerId, NOW_DUE)
  return ok({ billingServiceIds: services.map((service) => service.billingServiceId), firstBillMinor: input.quote.totalMinor })
}

async function problemOf(tx: ReadTx, input: ActivateInput): Promise<AppError | null> {
  const known = await requireCustomer(tx, input.customerId)
  if (!known.ok) return known.error
  if (holdsCardDigits(input.registration)) return appError('card-digits-refused')
  if (!postingsBalance(input.quote.charges)) return appError('input-invalid', { path: 'quote.charges', problem: 'postings-not-zero-sum' })
  if (!totalsAgree(input.quote)) return appError('input-invalid', { path: 'quote.totalMicro', problem: 'total-is-not-the-sum' })
  if (new Set(input.services.map((service) => service.serviceId)).size < input.services.length) return appError('input-invalid', { path: 'services', problem: 'doubled-id' })
  return localIdProblem(tx, input)
}

/** What the caller was told is the sum of the lines, and what rounding to cents left over is named. */
function totalsAgree(quote: BillPreview): boolean {
  const sum = quote.charges.reduce((total, charge) => total + charge.amountMicro + charge.taxMicro, 0)
  return quote.totalMicro === sum && quote.totalMinor * MICRO_PER_MINOR + quote.remainderMicro === sum
}

/** Usage will arrive under the local id: billing it to somebody else's customer must be impossible. */
async function localIdProblem(tx: ReadTx, { customerId, services }: ActivateInput): Promise<AppError | null> {
  for (const { providerId, localCustomerId } of services) {
    if (localCustomerId === null) continue
    const owner = await tx.crosswalk.ownerOf(providerId, localCustomerId)
    if (owner !== null && owner !== customerId) return appError('local-id-taken', { providerId, localCustomerId, by: 'otherCustomer' })
  }
  return null
}

/** After the pivot nothing may fail for good, so a promise that could still lapse becomes one that cannot. */
async function makeHoldFirm(tx: WriteTx, orderId: string, ctx: CommandCtx): Promise<Result<null, AppError>> {
  const own = await addressOfOrder(tx, orderId, ctx)
  if (!own.ok) return own
  if (own.value?.state === 'held') await tx.addressing.setState(own.value.rowId, { state: 'held', until: null })
  await tx.portBooks.assign(orderId)
  return ok(null)
}
