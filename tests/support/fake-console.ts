import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import type { Call, Envelope } from '../../shared/contract/console/envelope.ts'
import type { ConsoleHandle } from '../../main/hosts/console-handle.ts'

export type FakeConsole = ConsoleHandle & {
  readonly calls: readonly { readonly clientId: string; readonly call: Call }[]
  readonly publish: (event: ConsoleEvent) => void
  readonly listenerCount: () => number
  readonly isStopped: () => boolean
  /** Ends the console as a bug in its thread would. */
  readonly fail: (sentence: string) => void
}

/** A console that echoes: what a host must relay is then visible in the answer. */
export function createFakeConsole(): FakeConsole {
  const calls: { clientId: string; call: Call }[] = []
  const listeners = new Set<(event: ConsoleEvent) => void>()
  let stopped = false
  let fail: (sentence: string) => void = () => undefined
  const ended = new Promise<string>((resolve) => (fail = resolve))
  return {
    calls,
    call: async (clientId, call): Promise<Envelope> => {
      calls.push({ clientId, call })
      return { ok: true, value: { echoed: call } }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    publish: (event) => { for (const listener of listeners) listener(event) },
    listenerCount: () => listeners.size,
    stop: async () => { stopped = true },
    isStopped: () => stopped,
    ended,
    fail: (sentence) => fail(sentence),
  }
}
