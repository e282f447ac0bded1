import type { ReactNode } from 'react'
import { useTexts } from '../app/texts-context.tsx'
import { KeyChip } from '../components/parts.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'

export type FaceKey = { readonly chord: string; readonly label: string; readonly onPress: () => void }
/** The four faces of every panel, and the fifth: what it is for. Same title, size and place in all of them. */
export type Face =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading'; readonly what: string }
  | { readonly kind: 'empty'; readonly title: string; readonly body?: string; readonly keys?: readonly FaceKey[] }
  | { readonly kind: 'failed'; readonly title: string; readonly body: string; readonly code?: string; readonly keys?: readonly FaceKey[] }
  | { readonly kind: 'offline'; readonly note: string }

const READY: Face = { kind: 'ready' }

export function Panel({ title, aside, face = READY, isFlush = false, children }: { readonly title: string; readonly aside?: ReactNode; readonly face?: Face; readonly isFlush?: boolean; readonly children?: ReactNode }) {
  return (
    <section className="lm-panel" data-face={face.kind} aria-label={title} aria-busy={face.kind === 'loading' || undefined}>
      <header className="lm-panel-head"><h2>{title}</h2><div className="lm-aside">{aside}</div></header>
      {face.kind === 'offline' ? <p className="lm-panel-note"><StateGlyph state="offline" />{face.note}</p> : null}
      <div className={`lm-panel-body${isFlush && (face.kind === 'ready' || face.kind === 'offline') ? ' lm-flush' : ''}`}>
        {face.kind === 'ready' || face.kind === 'offline' ? children : <FaceBody face={face} />}
      </div>
    </section>
  )
}

function FaceBody({ face }: { readonly face: Exclude<Face, { kind: 'ready' } | { kind: 'offline' }> }) {
  const { t } = useTexts()
  if (face.kind === 'loading') return <div className="lm-face"><div className="lm-ghost" aria-hidden="true"><i /><i /><i /><i /></div><span className="lm-visually-hidden">{face.what}</span></div>
  return (
    <div className="lm-face" role={face.kind === 'failed' ? 'alert' : undefined}>
      <h3 className="lm-title">{face.title}</h3>
      {face.body ? <p className="lm-quiet">{face.body}</p> : null}
      {face.keys?.map((key) => <KeyChip key={key.chord} chord={key.chord} onPress={key.onPress}>{key.label}</KeyChip>)}
      {face.kind === 'failed' && face.code ? <p className="lm-label">{t('panel.support')} <span className="lm-mono">{face.code}</span></p> : null}
    </div>
  )
}
