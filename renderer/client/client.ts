import type { ConsoleEvent, ContractName, InputOf, OutputOf } from '../../shared/contract/console/contract.ts'
import type { Envelope } from '../../shared/contract/console/envelope.ts'
import type { Transport } from './transport.ts'

/** The contract as typed calls. */
export type Client = {
  readonly call: <N extends ContractName>(name: N, input: InputOf<N>) => Promise<Envelope<OutputOf<N>>>
  readonly subscribe: (listener: (event: ConsoleEvent) => void, onLink: (isUp: boolean) => void) => () => void
}

export const createClient = (transport: Transport): Client => ({
  call: async (name, input) => (await transport.call(name, input)) as Envelope<OutputOf<typeof name>>,
  subscribe: transport.subscribe,
})
