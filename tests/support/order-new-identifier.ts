import { randomUUID } from 'node:crypto'
import { assert } from '../../shared/kernel/result.ts'
import type { Caller, DeskRig, Place } from './desk-rig.ts'

/** Where the practice ISP takes orders for failures, and shows its book. */
export async function ispPort(rig: DeskRig): Promise<number> {
  const isp = (await rig.ask('sandbox.providers', {})).providers.find(({ providerId }) => providerId === 'high-plains')
  assert(isp, 'there is a practice ISP')
  return isp.commandPort
}

/** Takes an order for a caller whom the ISP does not know yet: their identifier is made with the order. */
export async function orderNewIdentifier(rig: DeskRig, place: Place, offeringIds: readonly string[], caller: Caller): Promise<{ readonly orderId: string }> {
  const { draftId, revision, catalogVersion, totalMinor } = await rig.prepare(place, offeringIds, caller)
  const saved = await rig.ask('signup.saveDraft', { draftId, revision, identifierMode: 'new' })
  return rig.ask('signup.submit', { commandId: randomUUID(), draftId, revision: saved.revision, catalogVersion, totalMinor })
}
