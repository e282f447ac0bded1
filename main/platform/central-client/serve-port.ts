import type { MessagePort } from 'node:worker_threads'
import type { CentralAnswer } from '../../../shared/contract/central/wire.ts'
import type { PortCall, PortReply } from './port-client.ts'

/** Central, seen from a carrier: it decodes everything itself, always answers and never throws. */
export type ServedCentral = {
  readonly command: (name: unknown, key: unknown, input: unknown, actor: unknown) => Promise<CentralAnswer<unknown>>
  readonly query: (name: unknown, input: unknown) => Promise<CentralAnswer<unknown>>
  readonly feed: (after: unknown, limit: unknown) => Promise<CentralAnswer<unknown>>
}

/** Answers calls that arrive on a message port. Returns a function that stops serving and closes the port. */
export function serveCentralOnPort(central: ServedCentral, port: MessagePort): () => void {
  port.on('message', (call: PortCall) => {
    void answer(central, call).then((given) => port.postMessage({ id: call.id, answer: JSON.stringify(given) } satisfies PortReply))
  })
  return () => port.close()
}

function answer(central: ServedCentral, { path, body }: PortCall): Promise<CentralAnswer<unknown>> {
  const fields = JSON.parse(body) as Readonly<Record<string, unknown>>
  if (path === 'command') return central.command(fields['name'], fields['key'], fields['input'], fields['actor'])
  return path === 'query' ? central.query(fields['name'], fields['input']) : central.feed(fields['after'], fields['limit'])
}
