import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { emptyDraft } from '../../../shared/domain/order.ts'
import type { Draft } from '../../../shared/domain/order.ts'
import type { DecodedOf, ConsoleEvent } from '../../../shared/contract/console/contract.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { SpokenTexts } from '../../../shared/domain/promises.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock, IdSource } from '../../../shared/kernel/time.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import type { DeskJournal, JournalTx } from './ports.ts'
import { wordsOf } from './event-words.ts'
import { recordPromises } from './record-promises.ts'
import { refuseCardDigits } from './refuse-card-digits.ts'

export type DraftDeps = { readonly journal: DeskJournal; readonly ids: IdSource; readonly clock: Clock; readonly emit: (event: ConsoleEvent) => void }

/** Opens a draft. The universal customer id is minted here, with the first durable draft, and never again. */
export const createOpenDraft = (deps: DraftDeps): Handler<'signup.openDraft'> => (input, ctx) =>
  deps.journal.once(input.commandId, 'signup.openDraft', { ownerId: ownerOf(ctx) }, (tx) => {
    const draft = emptyDraft({ id: asId(deps.ids.next()), customerId: asId(deps.ids.next()), ownerId: asId(ownerOf(ctx)) }, deps.clock.now())
    tx.drafts.insert(draft)
    return ok(draft)
  })

/** Saves what has been typed, over the revision that the screen has seen. */
export const createSaveDraft = (deps: DraftDeps & { readonly texts: SpokenTexts }): Handler<'signup.saveDraft'> => (input, ctx) => {
  const refusal = refuseCardDigits({ ...input.registration, note: input.note, ispPassword: input.ispPassword, operatingSystem: input.clientComputer?.operatingSystem, step: input.step, typed: input.talk?.typed, callerNumber: input.talk?.callerNumber, callerLine: input.talk?.callerLine, events: wordsOf(input.talk?.events) })
  if (refusal) return err(refusal)
  const saved = deps.journal.write((tx) => {
    const found = findDraft(tx, input, ctx)
    if (!found.ok) return found
    const now = deps.clock.now()
    const promises = input.promises ? recordPromises(found.value.promises, input.promises, { texts: deps.texts, now }) : found.value.promises
    const draft = { ...merged(found.value, input), promises, revision: found.value.revision + 1, updatedAt: now }
    tx.drafts.update(draft)
    if (input.ispPassword !== undefined) savePassword(tx, draft.id, input.ispPassword)
    return ok(draft)
  })
  if (saved.ok) deps.emit({ name: 'draft.changed', draftId: saved.value.id, revision: saved.value.revision })
  return saved
}

/** The drafts of who asks, newest first. */
export const createListDrafts = (deps: Pick<DraftDeps, 'journal'>): Handler<'signup.drafts'> => (_input, ctx) => ok({ drafts: [...deps.journal.read.drafts(ownerOf(ctx))] })

/** Drops a draft and its secret. */
export const createDropDraft = (deps: DraftDeps): Handler<'signup.dropDraft'> => (input, ctx) => {
  const dropped = deps.journal.write((tx) => {
    const draft = tx.drafts.get(input.draftId)
    if (!draft || draft.ownerId !== ownerOf(ctx)) return err(appError('draft-unknown'))
    tx.drafts.remove(draft.id)
    tx.secrets.erase(draft.id)
    return ok({})
  })
  if (dropped.ok) deps.emit({ name: 'draft.changed', draftId: input.draftId, revision: 0 })
  return dropped
}

/** A draft belongs to who opened it and is changed over the revision that was seen. Errors: `draft-unknown`, `draft-changed`. */
export function findDraft(tx: Pick<JournalTx, 'drafts'>, seen: { readonly draftId: string; readonly revision: number }, ctx: HandlerCtx): Result<Draft, AppError> {
  const draft = tx.drafts.get(seen.draftId)
  if (!draft || draft.ownerId !== ownerOf(ctx)) return err(appError('draft-unknown'))
  return draft.revision === seen.revision ? ok(draft) : err(appError('draft-changed', { revision: draft.revision }))
}

const ownerOf = (ctx: HandlerCtx): string => ctx.user?.userId ?? ''

function merged(draft: Draft, input: DecodedOf<'signup.saveDraft'>): Draft {
  const place = input.place === undefined ? draft.place : input.place === null ? null : asId<'AddressId'>(input.place)
  // An answer is for one place: it does not follow the caller to another.
  const kept = place === draft.place ? draft.qualificationId : null
  return {
    ...draft,
    place,
    qualificationId: input.qualificationId === undefined ? kept : input.qualificationId === null ? null : asId(input.qualificationId),
    clientComputer: input.clientComputer === undefined ? draft.clientComputer : input.clientComputer,
    need: input.need === undefined ? draft.need : input.need,
    offeringIds: input.offeringIds?.map((id) => asId<'OfferingId'>(id)) ?? draft.offeringIds,
    registration: { ...draft.registration, ...input.registration },
    identifierMode: input.identifierMode ?? draft.identifierMode,
    note: input.note ?? draft.note,
    sameAs: input.sameAs === undefined ? draft.sameAs : input.sameAs === null ? null : asId(input.sameAs),
    notSameAs: input.notSameAs ?? draft.notSameAs,
    step: input.step ?? draft.step,
    talk: { ...draft.talk, ...input.talk },
    hasIspPassword: input.ispPassword === undefined ? draft.hasIspPassword : input.ispPassword !== '',
  }
}

function savePassword(tx: JournalTx, draftId: string, password: string): void {
  if (password === '') tx.secrets.erase(draftId)
  else tx.secrets.put(draftId, password)
}
