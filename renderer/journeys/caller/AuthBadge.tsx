import { useEffect, useState } from 'react'
import { useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { authView } from './auth-view.ts'

const LOOK_MS = 5_000

/** Whether the person on the line has been authenticated; an authentication that ended stops being shown. `color`: on the call bar. */
export function AuthBadge({ color }: { readonly color?: string }) {
  const texts = useTexts()
  const call = useDeskState((state) => state.call)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_MS)
    return () => { clearInterval(timer) }
  }, [])
  const { glyph, words } = authView(call, now, texts)
  return <span className="lm-auth" role="status"><StateGlyph state={glyph} {...(color ? { color } : {})} />{words}</span>
}
