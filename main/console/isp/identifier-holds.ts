import type { OutputOf } from '../../../shared/contract/console/contract.ts'
import type { AppError, ErrorCode } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { isNewIdentifier, normalizeIdentifier } from '../../../shared/domain/identifier.ts'
import type { Draft } from '../../../shared/domain/order.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock, IdSource, Timers } from '../../../shared/kernel/time.ts'
import type { IdentifierHeld, IdentityClients } from '../../provisioning/ports.ts'
import type { Handler } from '../context.ts'
import type { IdentifierHold } from './ports.ts'
import type { DeskJournal, JournalTx } from '../signup/ports.ts'

export type IdentifierHoldDeps = { readonly journal: DeskJournal; readonly identities: IdentityClients; readonly clock: Clock; readonly timers: Timers; readonly ids: IdSource; readonly warn: (line: Readonly<Record<string, unknown>>) => void }
export type IdentifierHolds = {
  readonly reserve: Handler<'isp.reserveIdentifier'>
  /** Looks at every hold: finds out what became of it, and gives back what no call wants any more. Resolves when all were looked at. */
  readonly reconcile: () => Promise<void>
  readonly stop: () => void
}

/** A call lasts ten minutes; the ISP gives back by itself what nobody came back for. */
const HOLD_MS = 20 * 60_000
const LOOK_AGAIN_MS = 15_000

/**
 * Identifiers held at an ISP while a caller is on the phone. The key (draft, identifier and a number of its own) is on disk before the ISP
 * is asked, so a lost answer, a crash or a dropped draft leaves nothing behind: whoever is not wanted any more is released under that key,
 * and the ISP refuses the reservation if it comes after. An order goes on with what is held for its customer, so that is left alone.
 */
export function createIdentifierHolds(deps: IdentifierHoldDeps): IdentifierHolds {
  const { journal, identities, clock } = deps
  const asking = new Set<string>()
  let cancelTimer: (() => void) | null = null
  let running: Promise<void> | null = null
  let isStopped = false

  // An answer that comes after the desk was stopped is not kept: its hold is found again at the next start.
  const write = (work: (tx: JournalTx) => void) => (isStopped ? err(appError('storage-busy')) : journal.write((tx) => (work(tx), ok(null))))
  const keep = (hold: IdentifierHold) => write((tx) => tx.identifierHolds.put(hold))
  const forget = (key: string) => write((tx) => tx.identifierHolds.remove(key))

  const begin = (draft: Draft, userIdentifier: string): Result<IdentifierHold, AppError> => journal.write((tx) => {
    const mine = tx.identifierHolds.list().filter((hold) => hold.draftId === draft.id)
    for (const other of mine) if (other.userIdentifier !== userIdentifier && other.state !== 'releasing') tx.identifierHolds.put({ ...other, state: 'releasing' })
    const known = mine.find((hold) => hold.userIdentifier === userIdentifier && hold.state !== 'releasing' && hold.until > clock.now())
    // A released key is spent at the ISP: the same name chosen again gets another one.
    const hold: IdentifierHold = known ?? { key: `${draft.id}:${userIdentifier}:${deps.ids.next().slice(-8)}`, draftId: draft.id, customerId: draft.customerId, userIdentifier, state: 'asking', until: clock.now() + HOLD_MS }
    tx.identifierHolds.put(hold)
    return ok(hold)
  })
  const ask = async (hold: IdentifierHold): Promise<Result<IdentifierHeld, AppError>> => {
    const { key, customerId, userIdentifier } = hold
    const answer = await identities.reserve({ key, customerId, userIdentifier, state: 'reserved', validForMs: HOLD_MS })
    if (answer.kind === 'done') return ok(answer.value)
    if (answer.kind === 'notDone') return forget(key), err(answer.error)
    const probed = await identities.probe({ key, userIdentifier, state: 'reserved' })
    if (probed.kind === 'found') return ok(probed.value)
    if (probed.kind === 'refused') forget(key)
    return err(probed.kind === 'refused' ? probed.error : appError('isp-unavailable', { why: 'no-answer' }))
  }

  const reserve: Handler<'isp.reserveIdentifier'> = async (input, ctx): Promise<Result<OutputOf<'isp.reserveIdentifier'>, AppError>> => {
    const userIdentifier = normalizeIdentifier(input.userIdentifier)
    const draft = journal.read.draft(input.draftId)
    if (!draft || draft.ownerId !== ctx.user?.userId) return err(appError('draft-unknown'))
    if (!isNewIdentifier(userIdentifier)) return err(appError('identifier-malformed'))
    const begun = begin(draft, userIdentifier)
    if (!begun.ok) return begun
    asking.add(begun.value.key)
    try {
      const held = await ask(begun.value)
      if (!held.ok) return err(ownCode(held.error))
      const until = held.value.until ?? begun.value.until
      const kept = keep({ ...begun.value, state: 'held', until })
      return kept.ok ? ok({ userIdentifier, until }) : kept
    } finally {
      asking.delete(begun.value.key)
      void reconcile()
    }
  }

  const settle = async (hold: IdentifierHold): Promise<'settled' | 'open'> => {
    const { key, userIdentifier, customerId } = hold
    const fate = fateOf(hold, journal)
    if (fate === 'ordered') return forget(key), 'settled'
    if (fate === 'wanted' && hold.state !== 'releasing') {
      if (hold.state === 'held') return hold.until <= clock.now() ? (forget(key), 'settled') : 'settled'
      const probed = await identities.probe({ key, userIdentifier, state: 'reserved' })
      if (probed.kind === 'found') return keep({ ...hold, state: 'held', until: probed.value.until ?? hold.until }), 'settled'
      // Absent may still be on its way: it is released like anything nobody waits for.
      if (probed.kind === 'refused') return forget(key), 'settled'
      if (probed.kind !== 'absent') return 'open'
    }
    if (hold.state !== 'releasing' && !keep({ ...hold, state: 'releasing' }).ok) return 'open'
    const released = await identities.release({ key: `${key}:undo`, targetKey: key, userIdentifier, customerId })
    if (released.kind === 'done' || hold.until <= clock.now()) return forget(key), 'settled'
    return 'open'
  }
  const lookAtAll = async (): Promise<void> => {
    cancelTimer?.()
    cancelTimer = null
    let isOpen = false
    for (const hold of journal.read.identifierHolds()) {
      if (isStopped) return
      if (!asking.has(hold.key) && (await settle(hold)) === 'open') isOpen = true
    }
    if (isOpen && !isStopped) cancelTimer = deps.timers.after(LOOK_AGAIN_MS, () => void reconcile())
  }
  /** One at a time; who asks while it runs is answered by another look after it. */
  const reconcile = (): Promise<void> => {
    if (isStopped) return Promise.resolve()
    // One look that fails must not end the next ones: they run in a chain.
    running = (running ?? Promise.resolve()).then(lookAtAll).catch((error: unknown) => {
      deps.warn({ useCase: 'identifierHolds.reconcile', outcome: String(error) })
      if (!isStopped) cancelTimer = deps.timers.after(LOOK_AGAIN_MS, () => void reconcile())
    })
    return running
  }
  return {
    reserve, reconcile,
    stop: () => {
      isStopped = true
      cancelTimer?.()
    },
  }
}

/** 'ordered': an order of this customer carries it on. 'wanted': the draft still names it. */
function fateOf(hold: IdentifierHold, journal: DeskJournal): 'ordered' | 'wanted' | 'unwanted' {
  const isOrdered = journal.read.orderIdsOf(hold.customerId).some((orderId) => journal.read.saga(orderId)?.order.registration.userIdentifier === hold.userIdentifier)
  if (isOrdered) return 'ordered'
  const draft = journal.read.draft(hold.draftId)
  return draft?.identifierMode === 'new' && normalizeIdentifier(draft.registration.userIdentifier ?? '') === hold.userIdentifier ? 'wanted' : 'unwanted'
}

const OWN: ReadonlySet<ErrorCode> = new Set(['network-unavailable', 'identifier-taken', 'identifier-reserved', 'identifier-expired', 'identifier-malformed', 'identifier-realm-unknown', 'isp-certificate-refused', 'isp-unavailable'])
/** What a screen can say about an ISP: its own refusals, or that it does not answer. */
export const ownCode = (error: AppError): AppError => (OWN.has(error.code) ? error : appError('isp-unavailable', error.details))
