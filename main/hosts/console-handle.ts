import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import type { Call, Envelope } from '../../shared/contract/console/envelope.ts'
import type { SecretStore } from '../platform/keys.ts'
import type { ProviderProcess } from './sandbox/supervise.ts'

/** Where central is: a second thread of this process, or a service reached over HTTP with a bearer token. */
export type CentralLocation = { readonly kind: 'embedded' } | { readonly kind: 'http'; readonly url: string; readonly token: string }

/** How far a long step of the start has come. `done` and `total` count the same thing (rows, providers, migrations). */
export type Progress = { readonly what: string; readonly done: number; readonly total: number }

export type StartConsoleOptions = {
  readonly dataDir: string
  readonly central: CentralLocation
  /** False: no provider processes are started and `sandbox.*` answers `sandbox-absent`. */
  readonly sandboxProviders: boolean
  /** How long a practice provider may take to answer, milliseconds. Absent: what a person on the phone can bear. */
  readonly answerTimeoutMs?: number
  readonly onProgress: (progress: Progress) => void
  /** One structured log line, already redacted. */
  readonly onLog: (line: string) => void
  /** Starts a sandbox provider where plain Node is not at hand (Electron). Absent: Node itself runs `entryUrl('sandbox-provider')`. */
  readonly forkProvider?: ForkProvider
  /** Wraps the key of a new data directory where the system keeps secrets (Electron's safeStorage). Absent: the demo key file. */
  readonly secretStore?: SecretStore
}

/** Starts a sandbox provider with its own arguments. */
export type ForkProvider = (args: readonly string[]) => ProviderProcess

/** The console runtime as a host sees it: it relays, it decides nothing. */
export type ConsoleHandle = {
  /** Runs one call. `clientId` names the window or browser session, to which a sign-in belongs. Never rejects for an expected refusal. */
  readonly call: (clientId: string, call: Call) => Promise<Envelope>
  /** Hears every event until the returned function is called. */
  readonly subscribe: (listener: (event: ConsoleEvent) => void) => () => void
  /** Resolves, with a sentence for the person, when the console ended by itself: whoever serves it says so and ends too. Never resolves after `stop`. */
  readonly ended: Promise<string>
  /** Ends the threads and the provider processes. Idempotent. */
  readonly stop: () => Promise<void>
}

/** `held`: another process has this data directory open; `by` says who. `refused`: a sentence for the person, e.g. the journal is newer than this program. */
export type StartedConsole =
  | { readonly kind: 'started'; readonly console: ConsoleHandle }
  | { readonly kind: 'held'; readonly by: string }
  | { readonly kind: 'refused'; readonly sentence: string }

export type StartConsole = (options: StartConsoleOptions) => Promise<StartedConsole>
