import { answerWithFault } from '../faults.ts'
import type { FaultQueue } from '../faults.ts'
import type { Route } from '../json-server.ts'
import { tmfError } from '../reply.ts'
import type { IdentifierDesk } from './identifier-desk.ts'
import { AVAILABILITY_PATH, IDENTIFIER_PATH, RELEASE_PATH, VERIFICATION_PATH } from './messages.ts'

/** What an ISP shows over HTTPS. As elsewhere, reads are never bent by a fault, so a probe is true. */
export function identifierRoutes({ desk, faults }: { readonly desk: IdentifierDesk; readonly faults: FaultQueue }): readonly Route[] {
  return [
    { method: 'GET', path: `${AVAILABILITY_PATH}/{id}`, handle: ({ id, query }) => desk.availability(id, query.get('relatedParty.id')) },
    {
      method: 'POST', path: IDENTIFIER_PATH,
      handle: ({ body }) => answerWithFault(faults.take('identifier'), { work: () => desk.reserve(body), refuse: desk.refuse, acknowledge: (delayMs) => desk.acknowledge(body, delayMs) }),
    },
    {
      method: 'GET', path: IDENTIFIER_PATH,
      handle: ({ query }) => {
        const externalId = query.get('externalId')
        return externalId === null ? tmfError(400, 'filterMissing', 'Ask for one externalId.') : desk.find(externalId)
      },
    },
    // A release is not refused on order: what is not there any more is released already.
    { method: 'POST', path: RELEASE_PATH, handle: ({ body }) => answerWithFault(faults.take('identifier'), { work: () => desk.release(body), refuse: () => desk.release(body) }) },
    { method: 'POST', path: VERIFICATION_PATH, handle: ({ body }) => answerWithFault(faults.take('identifier'), { work: () => desk.verify(body), refuse: desk.refuse }) },
  ]
}
