import type { Language } from '../../shared/domain/language.ts'
import type { Details } from '../../shared/messages/texts.ts'
import type { Client } from '../client/client.ts'
import type { DraftSaver } from './draft-saver.ts'
import type { CallState, DeskState, Undoable } from './state.ts'

export type Host = { readonly now: () => number; readonly newId: () => string; readonly language?: Language; /** Exchanges the code of a new link for a session of this window. */ readonly useCode?: (code: string) => Promise<boolean> }

/**
 * One call by its key, wherever it is now: in front, waiting behind its tab, or gone (then `get` is null and nothing is set).
 * A verb that waits for an answer takes `here()` before it asks: the answer then lands in the call that asked, not in the one in front.
 */
export type CallHandle = {
  readonly key: string
  readonly get: () => CallState | null
  readonly set: (patch: Partial<CallState>) => void
  readonly saver: DraftSaver
  /** Keeps what happened in the call's notes. */
  readonly record: (kind: string, details?: Readonly<Record<string, string | number>>) => void
  /** What `Ctrl-Z` takes back next. */
  readonly undoable: (entry: Omit<Undoable, 'at'>) => void
}

/** What every action works with: the state, the desk, and the draft's saver. */
export type Work = {
  readonly client: Client
  readonly host: Host
  readonly get: () => DeskState
  readonly set: (patch: Partial<DeskState>) => void
  /** Changes the call in front. After an answer was waited for, `here()` is meant instead. */
  readonly setCall: (patch: Partial<CallState>) => void
  readonly setCallOf: (callKey: string, patch: Partial<CallState>) => void
  readonly here: () => CallHandle
  readonly of: (callKey: string) => CallHandle
  /** A sentence of its own for the notes of the call in front. `record` is better: it is said in the reader's language. */
  readonly note: (text: string) => void
  readonly record: (kind: string, details?: Readonly<Record<string, string | number>>) => void
  readonly undoable: (entry: { readonly what: Undoable['what']; readonly details: Details; readonly field?: string; readonly revert: Undoable['revert'] }) => void
  /** The saver of the call in front. */
  readonly saver: DraftSaver
  readonly flushAll: () => Promise<void>
  readonly forget: (callKey: string) => void
}
