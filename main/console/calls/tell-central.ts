import { createHash } from 'node:crypto'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { CallMeasure } from '../../../shared/domain/call-record.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Clock, Timers } from '../../../shared/kernel/time.ts'
import type { DeskJournal } from '../signup/ports.ts'
import { joinCalls } from './known-calls.ts'
import { DAY_MS, SITTINGS } from './mine.ts'

export type TellCallsDeps = { readonly journal: Pick<DeskJournal, 'read' | 'write'>; readonly central: Pick<CentralClient, 'command'>; readonly deskId: string; readonly clock: Clock; readonly timers: Timers; readonly warn: (line: Readonly<Record<string, unknown>>) => void }
export type CallTeller = { readonly tell: () => Promise<'told' | 'later'>; readonly start: () => void; readonly stop: () => void }

/** What becomes of an order can change the measure of its call for days. */
const CHANGES_FOR_MS = 14 * DAY_MS
const EVERY_MS = 60_000

/**
 * Tells central what calls cost, so that a supervisor sees every desk: counts, durations and ids. A call is told again when its measure
 * differs from what central was told last. An answer that is lost means telling it again, later: central keeps what was counted last.
 * `tell` never rejects: a file that cannot be read now is read again a minute later.
 */
export function createCallTeller(deps: TellCallsDeps): CallTeller {
  let telling: Promise<'told' | 'later'> | null = null
  let cancel: (() => void) | null = null
  let isStopped = false
  const tell = () => (telling ??= tellChanged(deps, () => isStopped).catch((error: unknown) => {
    deps.warn({ useCase: 'calls.tell', outcome: String(error) })
    return 'later' as const
  }).finally(() => { telling = null }))
  const again = () => {
    if (isStopped) return
    cancel = deps.timers.after(EVERY_MS, () => void tell().then(again))
  }
  return {
    tell,
    start: () => void tell().then(again),
    stop: () => {
      isStopped = true
      cancel?.()
    },
  }
}

async function tellChanged({ journal, central, deskId, clock }: TellCallsDeps, isStopped: () => boolean): Promise<'told' | 'later'> {
  const calls = joinCalls(journal.read.calls, journal.read.calls.sittings({ since: clock.now() - CHANGES_FOR_MS, limit: SITTINGS }))
  for (const call of calls) {
    const hash = hashOf(call)
    const last = journal.read.calls.told(call.callId)
    if (last?.hash === hash) continue
    if (isStopped()) return 'later'
    // Later than what was told before, also when the clock was set back in between.
    const countedAt = Math.max(clock.now(), (last?.countedAt ?? 0) + 1)
    const answer = await central.command('call.record', `call:${call.callId}:${countedAt}:${hash}`, { call, countedAt }, { deskId, userId: call.repId, role: 'rep' })
    if (!answer.ok || isStopped()) return 'later'
    if (!journal.write((tx) => ok(tx.calls.putTold(call.callId, { hash, countedAt }))).ok) return 'later'
  }
  return 'told'
}

const hashOf = (call: CallMeasure): string => createHash('sha256').update(canonicalJson(call)).digest('hex').slice(0, 32)
