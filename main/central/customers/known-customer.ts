import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { ReadTx } from '../ports.ts'

/** Refuses a command about a customer that nobody registered. Errors: `input-invalid` naming the field. */
export async function requireCustomer(tx: Pick<ReadTx, 'customers'>, customerId: string): Promise<Result<null, AppError>> {
  return (await tx.customers.get(customerId)) ? ok(null) : err(appError('input-invalid', { path: 'customerId', problem: 'customer-not-registered' }))
}
