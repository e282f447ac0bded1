import type { PartnerClients } from '../../main/provisioning/ports.ts'
import type { SagaChange, SagaJournal } from '../../main/provisioning/runner/ports.ts'
import type { CentralClient } from '../../shared/contract/central/wire.ts'
import { appError } from '../../shared/domain/errors.ts'
import { err } from '../../shared/kernel/result.ts'

/** A desk that can die between any two writes. Dead, it writes nothing more. */
export type Killable = {
  readonly wrap: (saga: SagaJournal) => SagaJournal
  readonly kill: () => void
  readonly isDead: () => boolean
  readonly writes: () => number
  /** A new process over the same files. */
  readonly revive: () => void
}

/** `at(n)`: what happens at the n-th write of all: die before it, die after it is durable, or be told that the disk is busy. */
export function createKillable(at: (write: number) => 'before' | 'after' | 'busy' | null): Killable {
  let isDead = false
  let writes = 0
  const guarded = <T>(write: () => T, busy: T): T => {
    if (isDead) throw new Error('the process is dead')
    const fate = at(++writes)
    if (fate === 'busy') return busy
    if (fate === 'before') isDead = true
    if (isDead) throw new Error('the process died before a write')
    const result = write()
    if (fate === 'after') isDead = true
    if (isDead) throw new Error('the process died after a write')
    return result
  }
  const busy = err(appError('storage-busy'))
  return {
    kill: () => (isDead = true),
    revive: () => (isDead = false),
    isDead: () => isDead,
    writes: () => writes,
    wrap: (saga) => ({
      ...saga,
      change: (orderId, change) => guarded(() => saga.change(orderId, change), busy),
      outbox: { ...saga.outbox, sent: (seq) => guarded(() => saga.outbox.sent(seq), busy), refused: (seq, code) => guarded(() => saga.outbox.refused(seq, code), busy) },
    }),
  }
}

type Parties = { readonly partners: PartnerClients; readonly central: CentralClient }

/** Broken: every attempt has a key of its own, so no party can tell a repetition. */
export function withFreshKeys({ partners, central }: Parties, which: 'all' | 'undo' = 'all'): Parties {
  let attempt = 0
  const fresh = (key: string) => (key.includes(':record:') || (which === 'undo' && !key.endsWith(':undo')) ? key : `${key}#${++attempt}`)
  return {
    partners: {
      ...partners, placeServiceOrder: (request) => partners.placeServiceOrder({ ...request, key: fresh(request.key) }),
      identities: { ...partners.identities, reserve: (request) => partners.identities.reserve({ ...request, key: fresh(request.key) }), release: (request) => partners.identities.release({ ...request, key: fresh(request.key) }) },
    },
    central: { ...central, command: (name, key, input, actor) => central.command(name, fresh(key), input, actor) },
  }
}

/** Broken: nobody is asked whether it happened; what is unknown is repeated blindly. */
export function withoutProbes({ partners, central }: Parties): Parties {
  const query = async (name: string, input: never) => (name === 'command.outcome' ? { ok: true, value: { found: false } } : central.query(name as never, input))
  return { partners: { ...partners, probeServiceOrder: async () => ({ kind: 'absent' }), identities: { ...partners.identities, probe: async () => ({ kind: 'absent' }) } }, central: { ...central, query: query as CentralClient['query'] } }
}

/** Broken: the intent reaches the disk only together with the answer. */
export function withEffectBeforeIntent(saga: SagaJournal): SagaJournal {
  const held = new Map<string, SagaChange>()
  const isIntent = (change: SagaChange) => change.steps?.[0]?.state === 'asking'
  return {
    ...saga,
    change: (orderId, change) => {
      if (isIntent(change)) {
        held.set(orderId, change)
        return { ok: true, value: { revision: 0 } }
      }
      const intent = held.get(orderId)
      held.delete(orderId)
      const [before, after] = [intent?.steps?.[0], change.steps?.[0]]
      const steps = before && after ? [{ ...before, ...after }, ...(change.steps ?? []).slice(1)] : change.steps
      return saga.change(orderId, { ...change, ...(steps ? { steps } : {}), state: change.state ?? intent?.state, events: [...(intent?.events ?? []), ...change.events] } as SagaChange)
    },
  }
}
