import type { AuthState } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { useNow } from '../waiting/use-now.ts'
import { authView } from './auth-view.ts'

const LOOK_MS = 5_000

/** Whether the person on the line has been authenticated; an authentication that ended stops being shown. */
export function AuthBadge({ auth }: { readonly auth: AuthState }) {
  const texts = useTexts()
  const { glyph, words } = authView({ auth }, useNow(true, LOOK_MS), texts)
  return <span className="lm-auth" role="status"><StateGlyph state={glyph} />{words}</span>
}
