import type { ConsoleEvent, DecodedOf, OutputOf } from '../../../shared/contract/console/contract.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { brokenPasswordRules, isNewIdentifier } from '../../../shared/domain/identifier.ts'
import type { Draft, ProductOrder } from '../../../shared/domain/order.ts'
import { findPinProblem } from '../../../shared/domain/pin.ts'
import type { SpokenTexts } from '../../../shared/domain/promises.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { ServiceQualification } from '../../../shared/domain/qualification.ts'
import { checkSelection } from '../../../shared/engines/offers/check-selection.ts'
import type { SelectedOffering } from '../../../shared/engines/offers/check-selection.ts'
import type { BillingTerms } from '../../../shared/engines/saga/quote-order.ts'
import { quoteOrder } from '../../../shared/engines/saga/quote-order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock, IdSource } from '../../../shared/kernel/time.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import { checkPromises } from './check-promises.ts'
import { findDraft } from './drafts.ts'
import { missingFields, registrationOf } from './missing-fields.ts'
import type { DeskCatalog, DeskJournal, DeskPlaces, JournalTx, PlanWorkflow, TakenOrder } from './ports.ts'
import { refuseCardDigits } from './refuse-card-digits.ts'
import { hintsOf } from './set-pin.ts'

export type SubmitDeps = DeskCatalog & DeskPlaces & {
  readonly journal: DeskJournal
  readonly planWorkflow: PlanWorkflow
  readonly network: Network
  readonly terms: () => BillingTerms
  readonly ids: IdSource
  readonly clock: Clock
  readonly emit: (event: ConsoleEvent) => void
  /** Tells the runner that there is an order. */
  readonly kick: (orderId: string) => void
  /** Orders under way at a place, as central's feed told them: also another desk's. */
  readonly ordersUnderWayAt: (place: string) => readonly { readonly order: ProductOrder }[]
  readonly callerAuth: Pick<CallerAuth, 'signedUpHere'>
  readonly texts: SpokenTexts
}
type Input = DecodedOf<'signup.submit'>
type Facts = { readonly draft: Draft; readonly address: GeographicAddress; readonly qualification: ServiceQualification; readonly catalog: Catalog; readonly selected: readonly SelectedOffering[] }

/**
 * Takes the order: command, order, saga and the secret's move in one journal append, answered at once. Works without network; the
 * order is then kept here and says so. Everything the screen showed is checked again, the price to the cent.
 */
export const createSubmit = (deps: SubmitDeps): Handler<'signup.submit'> => (input, ctx) => {
  const taken = deps.journal.take(input.commandId, 'signup.submit', input, (tx) => {
    const facts = gather(deps, tx, input, ctx)
    if (!facts.ok) return facts
    const order = compose(deps, input, facts.value, ctx)
    if (!order.ok) return order
    const refusal = checkAgreed(deps, tx, facts.value)
    return refusal ? err(refusal) : ok(planned(deps, facts.value, order.value, ctx))
  })
  if (taken.ok) {
    deps.callerAuth.signedUpHere(ctx.clientId, taken.value.customerId)
    deps.emit({ name: 'orders.changed' })
    deps.emit({ name: 'draft.changed', draftId: input.draftId, revision: 0 })
    deps.kick(taken.value.orderId)
  }
  return taken
}

function gather(deps: SubmitDeps, tx: JournalTx, input: Input, ctx: HandlerCtx): Result<Facts, AppError> {
  const found = findDraft(tx, input, ctx)
  if (!found.ok) return found
  const draft = found.value
  const card = refuseCardDigits({ ...draft.registration, note: draft.note, operatingSystem: draft.clientComputer?.operatingSystem })
  if (card) return err(card)
  const missing = missingFields(draft, tx.secrets.has(draft.id))
  if (missing.length > 0 || draft.place === null) return err(appError('draft-incomplete', { fields: missing.join(',') }))
  const address = deps.address(draft.place)
  if (!address) return err(appError('address-unknown'))
  if (address.needsUnit) return err(appError('unit-missing'))
  const catalog = deps.catalog()
  if (!catalog) return err(appError('catalog-missing'))
  const realm = (draft.registration.userIdentifier ?? '').split('@').at(-1)?.toLowerCase() ?? ''
  if (!catalog.providers.some((provider) => provider.realms.includes(realm))) return err(appError('identifier-realm-unknown', { realm }))
  if (draft.identifierMode === 'new' && !isNewIdentifier(draft.registration.userIdentifier ?? '')) return err(appError('identifier-malformed'))
  const qualification = draft.qualificationId === null ? null : tx.qualifications.get(draft.qualificationId)
  if (!qualification || qualification.address.id !== draft.place) return err(appError('qualification-missing'))
  const selected = checkSelection({ catalog, qualification, offeringIds: draft.offeringIds, at: deps.clock.now() })
  if (!selected.ok) return selected
  const inFlight = tx.orders.inFlightAt(draft.place)
  const elsewhere = deps.ordersUnderWayAt(draft.place).find(({ order }) => tx.orders.read(order.id) === null)
  if (elsewhere) return err(appError('order-in-flight-elsewhere', { orderId: elsewhere.order.id, takenBy: elsewhere.order.takenBy, takenAt: elsewhere.order.takenAt }))
  return inFlight === null ? ok({ draft, address, qualification, catalog, selected: selected.value }) : err(appError('order-in-flight-here', { orderId: inFlight }))
}

/** The quote is computed anew and compared with what the caller was told. Errors: `price-changed` {oldMinor, newMinor, catalogVersion}. */
function compose(deps: SubmitDeps, input: Input, { draft, qualification, catalog, selected }: Facts, ctx: HandlerCtx): Result<ProductOrder, AppError> {
  const takenAt = deps.clock.now()
  const priced = quoteOrder({ catalog, offeringIds: draft.offeringIds, takenAt, at: takenAt, terms: deps.terms() })
  if (!priced.ok) return priced
  const { quote } = priced.value
  if (quote.totalMinor !== input.totalMinor || catalog.version !== input.catalogVersion) {
    return err(appError('price-changed', { oldMinor: input.totalMinor, newMinor: quote.totalMinor, catalogVersion: catalog.version }))
  }
  const items = selected.map(({ offering, needsLine }, index) => ({
    id: String(index + 1), action: 'add' as const, offeringId: offering.id, offeringVersion: offering.version, qualificationId: needsLine ? qualification.id : null,
  }))
  return ok({
    id: asId(deps.ids.next()), customerId: draft.customerId, place: qualification.address.id, clientComputer: draft.clientComputer, items, registration: registrationOf(draft),
    ...(draft.identifierMode === 'new' ? { identifierMode: draft.identifierMode } : {}),
    quote, catalogVersion: catalog.version, takenBy: asId(ctx.user?.userId ?? ''), takenAt, takenOffline: !deps.network.isUp(), promises: draft.promises, ...(draft.sameAs === null ? {} : { sameAs: draft.sameAs }),
  })
}

/** What must have been said and agreed before anything is sent. Errors: those of the three checks. */
function checkAgreed(deps: SubmitDeps, tx: JournalTx, { draft, selected }: Facts): AppError | null {
  return checkPromises({ offerings: selected.map(({ offering }) => offering), texts: deps.texts, promises: draft.promises }) ?? checkPin(deps, tx, draft) ?? checkPassword(tx, draft)
}

/** The telephone number or the house may have changed since the PIN was set. Errors: `pin-weak`. */
function checkPin(deps: SubmitDeps, tx: JournalTx, draft: Draft): AppError | null {
  const pin = tx.secrets.pin(draft.id)
  const problem = pin === null ? null : findPinProblem(pin, hintsOf(draft, deps.address))
  return problem && appError('pin-weak', { problem })
}

/** A new identifier gets the password that was agreed in the call; the ISP must not be the first to find it weak. Errors: `password-weak`. */
function checkPassword(tx: JournalTx, draft: Draft): AppError | null {
  if (draft.identifierMode !== 'new') return null
  const [rule] = brokenPasswordRules(tx.secrets.get(draft.id) ?? '', draft.registration.userIdentifier ?? '')
  return rule === undefined ? null : appError('password-weak', { rule })
}

function planned(deps: SubmitDeps, facts: Facts, order: ProductOrder, ctx: HandlerCtx): TakenOrder<OutputOf<'signup.submit'>> {
  const workflow = deps.planWorkflow({ order, catalog: facts.catalog, lines: facts.qualification.lines })
  const queued = order.takenOffline
  return {
    draftId: facts.draft.id,
    order: { order, address: facts.address, takenByRole: ctx.user?.role ?? 'rep', ...workflow, queued },
    answer: { orderId: order.id, customerId: order.customerId, queued },
  }
}
