import type { Clock } from '../../../shared/kernel/time.ts'
import { z } from 'zod'
import { answerWithFault, zOrderedFault } from './faults.ts'
import type { FaultQueue } from './faults.ts'
import { meterOf } from './fulfilment.ts'
import type { Route } from './json-server.ts'
import type { Ledger } from './ledger.ts'
import { meteringRoutes } from './metering/metering.ts'
import type { Personality } from './personalities.ts'
import { qualificationWork } from './qualification.ts'
import type { QualificationAnswer } from './qualification.ts'
import { zIdentity } from './radius/identities.ts'
import type { Identities } from './radius/identities.ts'
import type { RadiusLog } from './radius/authentication.ts'
import { json, tmfError } from './reply.ts'
import type { ServiceOrders } from './service-orders.ts'
import { QUALIFICATION_PATH, SERVICE_ORDER_PATH, SERVICE_PATH, toService, toServiceOrder } from './tmf-messages.ts'

export type RoutesDeps = {
  readonly personality: Personality
  readonly ledger: Ledger
  readonly orders: ServiceOrders
  readonly answers: readonly QualificationAnswer[] | null
  readonly faults: FaultQueue
  readonly clock: Clock
  /** Null for a provider that is no ISP. */
  readonly radius: { readonly identities: Identities; readonly log: RadiusLog } | null
}

/** What the provider shows to the world: TMF641, TMF638, TMF645 and its health. Reads are never bent by a fault, so a probe is true. */
export function providerRoutes(deps: RoutesDeps): readonly Route[] {
  const { ledger, orders, faults } = deps
  return [
    {
      method: 'POST', path: SERVICE_ORDER_PATH,
      handle: ({ body }) => answerWithFault(faults.take('serviceOrder'), {
        work: () => orders.place(body), refuse: (code) => orders.refuse(body, code), acknowledge: (delayMs) => orders.acknowledge(body, delayMs),
      }),
    },
    {
      method: 'GET', path: SERVICE_ORDER_PATH,
      handle: ({ query }) => {
        const externalId = query.get('externalId')
        if (externalId === null) return tmfError(400, 'filterMissing', 'Ask for one externalId.')
        return json(200, ledger.ordersWith(externalId).map((order) => toServiceOrder(ledger, order)))
      },
    },
    {
      method: 'GET', path: `${SERVICE_ORDER_PATH}/{id}`,
      handle: ({ id }) => {
        const order = ledger.order(id)
        return order ? json(200, toServiceOrder(ledger, order)) : tmfError(404, 'notFound', 'There is no such service order.')
      },
    },
    {
      method: 'GET', path: SERVICE_PATH,
      handle: ({ query }) => {
        const customerId = query.get('relatedParty.id')
        const mine = ledger.liveServices().filter((service) => customerId === null || service.universalCustomerId === customerId || service.localCustomerId === customerId)
        return json(200, mine.map((service) => toService(ledger, service)))
      },
    },
    {
      method: 'GET', path: `${SERVICE_PATH}/{id}`,
      handle: ({ id }) => {
        const service = ledger.service(id)
        return service ? json(200, toService(ledger, service)) : tmfError(404, 'notFound', 'There is no such service.')
      },
    },
    {
      method: 'POST', path: QUALIFICATION_PATH,
      handle: ({ body }) => {
        const at = { id: `${deps.personality.code}-Q-${deps.clock.now()}`, now: new Date(deps.clock.now()).toISOString() }
        return answerWithFault(faults.take('qualification'), qualificationWork(deps.answers, body, at))
      },
    },
    health(deps),
  ]
}

/** What the person at the sandbox may ask and order: faults, the effect book, what is metered, identities. */
export function commandRoutes(deps: RoutesDeps): readonly Route[] {
  const { ledger, faults, radius } = deps
  const listFaults = () => json(200, { faults: faults.list() })
  const noRadius = () => tmfError(404, 'notAnIsp', 'This provider keeps no identities.')
  return [
    {
      method: 'POST', path: '/fault',
      handle: ({ body }) => {
        const read = zOrderedFault.safeParse(body)
        if (!read.success) return tmfError(400, 'invalidFault', z.prettifyError(read.error))
        faults.order(read.data)
        return listFaults()
      },
    },
    { method: 'GET', path: '/faults', handle: listFaults },
    { method: 'DELETE', path: '/faults', handle: () => (faults.clear(), listFaults()) },
    { method: 'GET', path: '/effects', handle: ({ query }) => {
      const newest = Number(query.get('newest') ?? Number.NaN)
      const effects = ledger.effects()
      return json(200, { total: effects.length, effects: newest > 0 ? effects.slice(-newest) : effects, identifiers: ledger.identifierEffects(), notes: ledger.notes() })
    } },
    { method: 'GET', path: '/services', handle: () => json(200, { services: ledger.liveServices().map((service) => ({ ...service, meter: meterOf(ledger, service) })) }) },
    {
      method: 'POST', path: '/identity',
      handle: ({ body }) => {
        if (!radius) return noRadius()
        const read = zIdentity.safeParse(body)
        if (!read.success) return tmfError(400, 'invalidIdentity', z.prettifyError(read.error))
        radius.identities.put(read.data)
        return json(200, { userIdentifier: read.data.userIdentifier })
      },
    },
    ...meteringRoutes({ ledger, providerId: deps.personality.id }),
    { method: 'GET', path: '/radius', handle: () => (radius ? json(200, { requests: radius.log.list() }) : noRadius()) },
    health(deps),
  ]
}

const health = ({ personality, ledger }: RoutesDeps): Route => ({
  method: 'GET', path: '/health', handle: () => json(200, { providerId: personality.id, effects: ledger.effects().length }),
})
