import type { Language } from '../../shared/domain/language.ts'
import type { Client } from '../client/client.ts'
import type { DraftSaver } from './draft-saver.ts'
import type { CallState, DeskState } from './state.ts'

export type Host = { readonly now: () => number; readonly newId: () => string; readonly language?: Language }
/** What every action works with: the state, the desk, and the draft's saver. */
export type Work = {
  readonly client: Client
  readonly host: Host
  readonly get: () => DeskState
  readonly set: (patch: Partial<DeskState>) => void
  readonly setCall: (patch: Partial<CallState>) => void
  readonly note: (text: string) => void
  readonly saver: DraftSaver
}
