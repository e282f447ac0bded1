import { useDeskView } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { GlyphState } from '../../components/StateGlyph.tsx'
import { useNow } from '../waiting/use-now.ts'
import { askedCustomer, authView } from './auth-view.ts'

const LOOK_MS = 5_000

/** On the call bar: whether the caller of an existing account has proved who they are. Pressed, it leads to where the PIN is asked for. */
export function BarAuth({ colorOf }: { readonly colorOf: (state: GlyphState) => string }) {
  const texts = useTexts()
  const now = useNow(true, LOOK_MS)
  const view = useDeskView(({ call }) => (askedCustomer(call) === null ? null : authView(call, now, texts)))
  if (!view) return null
  return <button type="button" className="lm-bar-button" title={view.words} aria-label={view.words} onClick={() => document.getElementById('pin-of-caller')?.focus()}><StateGlyph state={view.glyph} color={colorOf(view.glyph)} />{texts.t('auth.pin')}</button>
}
