import type { Registration } from '../../../shared/domain/customer.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { maskEmail, maskPhone } from '../../../shared/domain/mask.ts'
import type { Draft } from '../../../shared/domain/order.ts'
import { isEnded } from '../../../shared/domain/order.ts'
import type { OrderAtPlace, PeopleCandidate } from '../../../shared/domain/people.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import { judgeAll } from '../../../shared/engines/identity/judge.ts'
import type { PersonFacts } from '../../../shared/engines/identity/judge.ts'
import { keysOf } from '../../../shared/engines/identity/keys.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import type { DeskJournal } from '../signup/ports.ts'
import type { People } from './ports.ts'

export type DuplicatesDeps = Pick<People, 'peopleWithKeys' | 'ordersUnderWayAt' | 'ownRecord'> & {
  readonly journal: DeskJournal
  readonly address: (id: string) => GeographicAddress | null
  readonly callerAuth: Pick<CallerAuth, 'maySee'>
}

const MOST_CANDIDATES = 5
/** Orders of this desk that central has not told back yet: the newest few. */
const OWN_ORDERS = 30

type Known = Pick<PeopleCandidate, 'customerId' | 'knownFrom' | 'draftId'> & { readonly person: PersonFacts }

/** Who may be the person being typed: customers of the whole base by their keys, and who is being signed up at this desk right now. */
export const createFindDuplicates = (deps: DuplicatesDeps): Handler<'customers.duplicates'> => (input, ctx) => {
  const draft = input.draftId === undefined ? null : deps.journal.read.draft(input.draftId)
  if (input.draftId !== undefined && draft?.ownerId !== ctx.user?.userId) return err(appError('draft-unknown'))
  const place = input.place === undefined ? (draft?.place ?? null) : input.place
  const typed = factsOf({ ...draft?.registration, ...input.fields }, place === null ? [] : [place])
  const decided = new Set([draft?.customerId, draft?.sameAs, ...(draft?.notSameAs ?? [])])
  const known = [...fromBase(deps, typed), ...fromDesk(deps, ctx)].filter((one) => !decided.has(one.customerId as Draft['customerId']))

  const candidates = judgeAll(typed, known).flatMap(({ verdict, ...one }) => (verdict === 'different' ? [] : [{ ...one, verdict }]))
  const shown = [...new Map(candidates.toReversed().map((one) => [one.customerId, one])).values()].toReversed().slice(0, MOST_CANDIDATES)
  return ok({ candidates: shown.map((one) => toCandidate(deps, ctx, one)), ordersAtPlace: place === null ? [] : ordersAt(deps, place) })
}

const factsOf = (fields: Partial<Registration>, addressIds: readonly string[]): PersonFacts => ({
  givenName: fields.givenName ?? '', familyName: fields.familyName ?? '', email: fields.email ?? '', phone: fields.phone ?? '', userIdentifier: fields.userIdentifier ?? '', addressIds,
})

/** By keys of an index; the house alone brings nobody, its former owners are of no use. */
function fromBase(deps: DuplicatesDeps, typed: PersonFacts): readonly Known[] {
  const keys = keysOf({ ...typed, addressIds: [] })
  return deps.peopleWithKeys(keys).map(({ customer, addressIds }) => ({ customerId: customer.id, person: factsOf(customer, addressIds), knownFrom: 'central', draftId: null }))
}

function fromDesk(deps: DuplicatesDeps, ctx: HandlerCtx): readonly Known[] {
  const drafts = deps.journal.read.drafts(ctx.user?.userId ?? '').map((draft): Known => ({ customerId: draft.customerId, person: factsOf(draft.registration, draft.place === null ? [] : [draft.place]), knownFrom: 'draft', draftId: draft.id }))
  const orders = deps.journal.read.orders({ limit: OWN_ORDERS }).filter((order) => deps.ownRecord(order.customerId) === null).flatMap((summary): readonly Known[] => {
    const order = deps.journal.read.order(summary.orderId)?.order
    return order ? [{ customerId: order.customerId, person: factsOf(order.registration, [order.place]), knownFrom: 'order', draftId: null }] : []
  })
  return [...orders, ...drafts]
}

function toCandidate(deps: DuplicatesDeps, ctx: HandlerCtx, { customerId, person, knownFrom, draftId, verdict, reasons }: Known & { readonly verdict: 'same' | 'maybe'; readonly reasons: PeopleCandidate['reasons'] }): PeopleCandidate {
  const place = person.addressIds[0] === undefined ? null : deps.address(person.addressIds[0])
  const maySee = knownFrom === 'draft' || deps.callerAuth.maySee(ctx, customerId)
  const show = (text: string, mask: (text: string) => string): string => (text === '' || maySee ? text : mask(text))
  return {
    customerId, knownFrom, draftId, verdict, reasons, name: `${person.givenName} ${person.familyName}`.trim(), phone: show(person.phone, maskPhone), email: show(person.email, maskEmail),
    addressLine: place && maySee ? formatAddress(place) : '',
  }
}

function ordersAt(deps: DuplicatesDeps, place: string): OrderAtPlace[] {
  const here = deps.journal.read.ordersAt(place).filter((order) => !isEnded(order.state))
  const known = new Set(here.map((order) => order.orderId))
  const elsewhere = deps.ordersUnderWayAt(place).filter(({ order }) => !known.has(order.id) && !deps.journal.read.hasOrder(order.id))
  return [
    ...here.map((order): OrderAtPlace => ({ orderId: order.orderId, customerName: order.customerName, state: order.state, takenAt: order.takenAt, takenBy: order.takenBy, takenHere: true })),
    ...elsewhere.map(({ order, state }): OrderAtPlace => ({ orderId: order.id, customerName: `${order.registration.givenName} ${order.registration.familyName}`, state, takenAt: order.takenAt, takenBy: order.takenBy, takenHere: false })),
  ]
}

