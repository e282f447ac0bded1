import { useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { offlineWords } from './offline-words.ts'
import { useNow } from './use-now.ts'

/** Without network: how what is said here has to be worded, and what cannot be done. */
export function OfflineNote() {
  const call = useDeskState((state) => state.call)
  const status = useDeskState((state) => state.status)
  const texts = useTexts()
  const isOffline = status !== null && (status.network === 'cut' || status.central.state === 'unreachable')
  const now = useNow(isOffline, 5_000)
  const notes = isOffline ? offlineWords({ call, status }, now, texts) : []
  if (notes.length === 0) return null
  return <ul className="lm-offline-note">{notes.map((note) => <li key={note.id} className="lm-keyed"><StateGlyph state={note.isNo ? 'no' : 'offline'} />{note.words}</li>)}</ul>
}
