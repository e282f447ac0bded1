import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { ERRORS } from '../../../shared/domain/errors.ts'
import type { Log } from '../../platform/log.ts'
import type { Network } from '../ports.ts'
import type { SagaJournal } from './ports.ts'

/**
 * Sends what central has not acknowledged, strictly in order; a row leaves only when central has it, so a lost answer means sending it
 * again under the same key. Answers 'empty', or 'later' when central, the network or the disk cannot just now. A row that central
 * refuses for good is set aside and logged: it must not dam up the rest.
 */
export async function sendOutbox(deps: { readonly journal: SagaJournal; readonly central: CentralClient; readonly network: Network; readonly log: Log; readonly isStopped: () => boolean }): Promise<'empty' | 'later'> {
  for (;;) {
    const item = deps.journal.outbox.next()
    if (!item) return 'empty'
    if (!deps.network.isUp() || deps.isStopped()) return 'later'
    const answer = await deps.central.command(item.name, item.key, item.input, item.actor)
    if (!answer.ok && !isForGood(answer.error.code)) return 'later'
    if (!answer.ok) deps.log.warn({ useCase: 'outbox', key: item.key, outcome: answer.error.code })
    const settled = answer.ok ? deps.journal.outbox.sent(item.seq) : deps.journal.outbox.refused(item.seq, answer.error.code)
    if (!settled.ok) return 'later'
  }
}

/** A version conflict or a fault inside central passes with an update of central; a refusal does not pass. */
const isForGood = (code: keyof typeof ERRORS): boolean => ['refused', 'conflict', 'input', 'permission'].includes(ERRORS[code].kind)
