import type { CentralAnswer, CentralClient } from '../../../shared/contract/central/wire.ts'

/** One call as every carrier brings it to central. */
export type CarriedCall = { readonly path: 'command' | 'query' | 'feed'; readonly body: Readonly<Record<string, unknown>>; readonly expects: 'answer' | 'feed' }
export type Carry = (call: CarriedCall) => Promise<CentralAnswer<unknown>>

/** A typed client over any carrier. The types of an answer's value are the wire contract's word; its envelope is decoded by the carrier. */
export function clientOver(carry: Carry): CentralClient {
  const client = {
    command: (name: string, key: string, input: unknown, actor: unknown) => carry({ path: 'command', body: { name, key, input, actor }, expects: 'answer' }),
    query: (name: string, input: unknown) => carry({ path: 'query', body: { name, input }, expects: 'answer' }),
    feed: (after: number, limit: number) => carry({ path: 'feed', body: { after, limit }, expects: 'feed' }),
  }
  return client as CentralClient
}
