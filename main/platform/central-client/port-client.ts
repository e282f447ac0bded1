import type { MessagePort } from 'node:worker_threads'
import type { CentralAnswer, CentralClient } from '../../../shared/contract/central/wire.ts'
import type { NetworkSwitch } from './answers.ts'
import { decodeAnswer, networkCut, unavailable } from './answers.ts'
import { clientOver } from './client-over.ts'
import type { CarriedCall } from './client-over.ts'

/** One call on the port: JSON text, exactly what HTTP would carry, so that both carriers lose and keep the same things. */
export type PortCall = { readonly id: number; readonly path: CarriedCall['path']; readonly body: string }
export type PortReply = { readonly id: number; readonly answer: string }

/**
 * Central in another thread of this process, over a message port. Same errors as over HTTP: `network-unavailable` when cut,
 * `central-unavailable` on a timeout or a closed port. The port does not keep the process alive.
 */
export function createPortCentralClient(port: MessagePort, options: { readonly timeoutMs: number; readonly network: NetworkSwitch }): CentralClient {
  const waiting = new Map<number, (answer: CentralAnswer<unknown> | string) => void>()
  let lastId = 0
  let isClosed = false
  port.on('message', ({ id, answer }: PortReply) => waiting.get(id)?.(answer))
  port.on('close', () => {
    isClosed = true
    for (const settle of waiting.values()) settle(unavailable('unreachable'))
  })
  port.unref()

  return clientOver(({ path, body, expects }) => {
    if (!options.network.isUp()) return Promise.resolve(networkCut)
    if (isClosed) return Promise.resolve(unavailable('unreachable'))
    const id = ++lastId
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiting.get(id)?.(unavailable('timeout')), options.timeoutMs)
      waiting.set(id, (answer) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(typeof answer === 'string' ? decodeAnswer(parseJson(answer), expects) : answer)
      })
      port.postMessage({ id, path, body: JSON.stringify(body) } satisfies PortCall)
    })
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
