import { effectiveOffering } from '../../../shared/engines/catalog/effective.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { ispOf } from '../workflows/signup.ts'
import { centralStep } from './central-step.ts'
import { qualifiedLines } from './qualified-lines.ts'

/** Central promises one address by its IP rules. The undo gives it back, whether it was only held or already assigned. */
export const holdAddress = centralStep({
  name: 'address.hold',
  request: ({ record: { order } }, { catalog: newest, clock, journal }) => {
    const catalog = newest()
    if (!catalog) return err(appError('catalog-missing'))
    const ispId = ispOf(catalog, order.registration.userIdentifier)
    if (ispId === null) return err(appError('identifier-realm-unknown', { userIdentifier: order.registration.userIdentifier }))
    const access = order.items.map((item) => effectiveOffering(catalog, item.offeringId, clock.now())).find((offering) => offering?.kind === 'access')
    const line = qualifiedLines(order, journal).find((candidate) => candidate.verdict === 'yes' && candidate.providerId === access?.providerId)
    const accessType = access?.accessType ?? line?.accessType
    if (!access || !accessType) return err(appError('offering-withdrawn', { orderId: order.id }))
    return ok({ orderId: order.id, customerId: order.customerId, ispId, accessType, offeringId: access.id })
  },
  details: ({ address, poolId, ruleId, until }) => ({ address, poolId, ruleId, until }),
  undo: { name: 'address.release', input: ({ orderId }: { orderId: string }) => ({ orderId }) },
})
