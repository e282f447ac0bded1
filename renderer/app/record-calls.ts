import type { ContractName } from '../../shared/contract/console/contract.ts'
import type { CallStep } from '../../shared/domain/call-record.ts'
import { CALL_STEPS, WAIT_FROM_MS } from '../../shared/domain/call-record.ts'
import type { Client } from '../client/client.ts'
import { initialRecorder, recordEvent, sittingOf } from './call-recorder.ts'
import type { RecorderEvent, RecorderState } from './call-recorder.ts'
import type { DeskState } from './state.ts'
import { fieldOf, strokeOf } from './strokes.ts'

type Deps = { readonly client: Client; readonly now: () => number; readonly newId: () => string }
type Listened = Pick<Window, 'addEventListener'>

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled', 'rejected', 'partial'])
const SEND_EVERY_MS = 5_000
/** What nobody waits for: it happens behind what the rep does. */
const BEHIND: ReadonlySet<ContractName> = new Set([
  'session.current', 'session.signIn', 'session.signOut', 'desk.status', 'signup.saveDraft', 'signup.drafts', 'signup.openDraft', 'orders.view', 'orders.list', 'sandbox.providers', 'calls.record', 'calls.mine', 'calls.typical', 'calls.summary',
])
/** Asked of others through this desk: a long one is a wait for them. */
const ASKS_PROVIDERS: ReadonlySet<ContractName> = new Set(['qualification.ask', 'isp.authenticate', 'isp.proveAccess'])
/** Before these the desk is told what was counted: one asks for it, after the other nobody is signed in any more. */
const FLUSHED_BEFORE: ReadonlySet<ContractName> = new Set(['calls.mine', 'session.signOut'])

/**
 * Counts what calls cost in this window: keys, clicks, seconds, waits. It listens and never acts: a desk without it works the same.
 * `watch` gives the client whose calls are timed; what was counted is sent every few seconds, whole, so that a crash loses little.
 */
export function recordCalls(deps: Deps) {
  const sittingId = deps.newId()
  let state: RecorderState = initialRecorder(deps.now())
  let sent: RecorderState['tallies'] = {}
  let isSignedIn = false
  const sequences = new Map<string, number>()
  let sending: Promise<void> = Promise.resolve()

  const hear = (event: RecorderEvent): void => void (state = recordEvent(state, event))
  const send = async (): Promise<void> => {
    hear({ kind: 'tick', at: deps.now() })
    for (const [callId, tally] of Object.entries(state.tallies)) {
      if (sent[callId] === tally) continue
      const sequence = (sequences.get(callId) ?? 0) + 1
      const sitting = sittingOf({ callId, sittingId, sequence, tally })
      if (!sitting) continue
      const answer = await deps.client.call('calls.record', { ...sitting, steps: [...sitting.steps], waits: [...sitting.waits] })
      // What was refused is sent again, with what was added meanwhile.
      if (!answer.ok) continue
      sequences.set(callId, sequence)
      sent = { ...sent, [callId]: tally }
    }
  }
  const flush = (): Promise<void> => (sending = sending.then(send, send))

  const watch: Client = {
    subscribe: deps.client.subscribe,
    call: async (name, input) => {
      if (FLUSHED_BEFORE.has(name)) await flush()
      if (name === 'signup.openDraft') hear({ kind: 'ring', at: deps.now() })
      const askedAt = deps.now()
      const answer = await deps.client.call(name, input)
      const at = deps.now()
      const ms = at - askedAt
      // What was counted belongs to who was signed in.
      if (name === 'session.signOut' && answer.ok) state = initialRecorder(at)
      if (ms > WAIT_FROM_MS && !BEHIND.has(name)) void noteWait(name, { ms, at })
      if (name === 'signup.submit' && answer.ok) hear({ kind: 'submitted', at, callId: draftIdOf(input), orderId: (answer.value as { readonly orderId: string }).orderId })
      if (name === 'signup.dropDraft' && answer.ok) hear({ kind: 'dropped', at, callId: draftIdOf(input) })
      return answer
    },
  }

  /** Who was slow is asked of the desk, which knows each party's last answer time. */
  async function noteWait(name: ContractName, { ms, at }: { readonly ms: number; readonly at: number }): Promise<void> {
    const status = ASKS_PROVIDERS.has(name) ? await deps.client.call('desk.status', {}) : null
    const slow = status?.ok ? status.value.providers.flatMap(({ providerId, lastMs }) => (lastMs !== null && lastMs > WAIT_FROM_MS && lastMs <= ms + 100 ? [{ providerId, lastMs }] : [])) : []
    if (slow.length === 0) return hear({ kind: 'waited', at, source: { kind: 'useCase', name }, ms })
    for (const { providerId, lastMs } of slow) hear({ kind: 'waited', at, source: { kind: 'provider', name: providerId }, ms: lastMs })
  }

  return {
    watch, flush,
    /** Follows where the rep stands. */
    follow: (store: { readonly getState: () => DeskState; readonly subscribe: (listener: (now: DeskState) => void) => unknown }): void => {
      let seen = ''
      const look = ({ call, screen, session }: DeskState) => {
        isSignedIn = session?.user !== null && session !== null
        const stand = { callId: isSignedIn ? (call.draft?.id ?? null) : null, step: stepOf(screen, call.step), isOver: call.order !== null && ENDED.has(call.order.state) }
        const key = `${stand.callId} ${stand.step} ${stand.isOver}`
        if (key === seen) return
        seen = key
        hear({ kind: 'stand', at: deps.now(), ...stand })
      }
      look(store.getState())
      store.subscribe(look)
    },
    /** Hears keys and clicks before anyone acts on them, and changes nothing about them. */
    listen: (target: Listened, every: (ms: number, run: () => void) => unknown): void => {
      target.addEventListener('keydown', (event) => {
        if (!isSignedIn) return
        const stroke = strokeOf({
          key: event.key, ctrlKey: event.ctrlKey, altKey: event.altKey, metaKey: event.metaKey, shiftKey: event.shiftKey, repeat: event.repeat, isComposing: event.isComposing,
          isAltGraph: event.getModifierState('AltGraph'), field: fieldOf(event.target),
        })
        if (stroke) hear({ kind: 'key', at: deps.now(), ...stroke })
      }, { capture: true, passive: true })
      target.addEventListener('pointerdown', () => void (isSignedIn && hear({ kind: 'click', at: deps.now() })), { capture: true, passive: true })
      target.addEventListener('paste', () => void (isSignedIn && hear({ kind: 'paste', at: deps.now() })), { capture: true, passive: true })
      target.addEventListener('pagehide', () => void flush(), { passive: true })
      every(SEND_EVERY_MS, () => void flush())
    },
  }
}
export type CallRecorder = ReturnType<typeof recordCalls>

const draftIdOf = (input: unknown): string => (input as { readonly draftId: string }).draftId

/** A step that the record does not list counts as elsewhere. */
const stepOf = (screen: DeskState['screen'], step: string): CallStep =>
  screen === 'call' ? (CALL_STEPS.find((known) => known === step) ?? 'elsewhere') : 'elsewhere'
