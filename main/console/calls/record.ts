import { CONTRACT } from '../../../shared/contract/console/contract.ts'
import type { DecodedOf } from '../../../shared/contract/console/contract.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'
import type { DeskJournal } from '../signup/ports.ts'

export type RecordCallDeps = { readonly journal: DeskJournal; readonly providerIds: readonly string[] }

/**
 * Keeps what a window has counted of a call so far, over what it sent before. Cumulative: sent twice, late or out of order it is kept
 * once, and the newest counts. A name that is neither a use case nor a provider of this desk is refused, so that nothing typed gets in.
 */
export const createRecordCall = (deps: RecordCallDeps): Handler<'calls.record'> => (input, ctx) => {
  const field = unknownName(input, deps.providerIds)
  if (field) return err(appError('input-invalid', { field, problem: 'unknown-name' }))
  if (input.orderId !== null && !deps.journal.read.hasOrder(input.orderId)) return err(appError('order-unknown'))
  return deps.journal.write((tx) => {
    const known = tx.calls.get(input.callId, input.sittingId)
    if (known && (known.repId !== ctx.user?.userId || known.sitting.sequence >= input.sequence)) return ok({ sequence: known.sitting.sequence })
    tx.calls.put({ repId: ctx.user?.userId ?? '', repName: ctx.user?.displayName ?? '', sitting: input })
    return ok({ sequence: input.sequence })
  })
}

function unknownName(input: DecodedOf<'calls.record'>, providerIds: readonly string[]): string | null {
  const at = input.waits.findIndex(({ kind, name }) => (kind === 'useCase' ? !Object.hasOwn(CONTRACT, name) : !providerIds.includes(name)))
  return at === -1 ? null : `waits.${at}.name`
}
