import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import type { Call, Envelope } from '../../shared/contract/console/envelope.ts'
import type { DemoCaller, SandboxProvider } from '../console/sandbox/sandbox.ts'
import type { KeySource } from '../platform/keys.ts'
import type { PartnerConfig } from '../provisioning/ports.ts'
import type { RawKey } from '../store/sql/open.ts'

/** What a host gives its console thread at birth, as worker data. A message port to an embedded central comes in the transfer list. */
export type ConsoleThreadData = {
  readonly dataDir: string
  readonly territoryDir: string
  readonly key: RawKey
  readonly keySource: KeySource
  readonly partners: PartnerConfig
  readonly central: { readonly kind: 'port'; readonly port: import('node:worker_threads').MessagePort } | { readonly kind: 'http'; readonly url: string; readonly token: string }
  readonly sandbox: { readonly providers: readonly SandboxProvider[]; readonly demoCallers: readonly DemoCaller[] } | null
  readonly version: string
  readonly updateFeedUrl: string | null
}

export type ToConsole =
  | { readonly kind: 'call'; readonly id: number; readonly clientId: string; readonly call: Call }
  | { readonly kind: 'stop' }

export type FromConsole =
  | { readonly kind: 'progress'; readonly what: string; readonly done: number; readonly total: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'answer'; readonly id: number; readonly envelope: Envelope }
  | { readonly kind: 'event'; readonly event: ConsoleEvent }
  | { readonly kind: 'stopped' }
