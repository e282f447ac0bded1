import type { ReactNode } from 'react'
import { useTexts } from '../app/texts-context.tsx'
import { StateGlyph } from './StateGlyph.tsx'
import type { GlyphState } from './StateGlyph.tsx'

/** A state in words, with its shape. */
export function StatePill({ state, children }: { readonly state: GlyphState; readonly children: ReactNode }) {
  const tone = state === 'notStarted' ? 'no' : state
  return <span className="lm-pill" style={{ color: `var(--lm-palette-state-${tone}-fg)`, background: `var(--lm-palette-state-${tone}-bg)` }}><StateGlyph state={state} />{children}</span>
}

export const Key = ({ chord }: { readonly chord: string }) => <kbd className="lm-key">{chord}</kbd>

/** A verb with its key; also a button for those who point. */
export function KeyChip({ chord, children, onPress }: { readonly chord: string; readonly children: ReactNode; readonly onPress?: () => void }) {
  return onPress
    ? <button type="button" className="lm-keyed" onClick={onPress}><Key chord={chord} />{children}</button>
    : <span className="lm-keyed"><Key chord={chord} />{children}</span>
}

export type FactItem = { readonly label: string; readonly value: ReactNode; readonly isMono?: boolean }
export const Facts = ({ items }: { readonly items: readonly FactItem[] }) => (
  <dl className="lm-facts">
    {items.map((item) => [<dt key={`${item.label}-t`}>{item.label}</dt>, <dd key={item.label} className={item.isMono ? 'lm-mono' : undefined}>{item.value}</dd>])}
  </dl>
)

/** The sentence to read aloud; **words** between double stars are stressed. */
export function Say({ head, sentence }: { readonly head: string; readonly sentence: string }) {
  const { t } = useTexts()
  return <section className="lm-say" aria-label={t('call.sayNow')}><span className="lm-label">{head}</span><p>{stressed(sentence)}</p></section>
}
export const stressed = (sentence: string): ReactNode[] => sentence.split('**').map((part, index) => (index % 2 === 1 ? <b key={`${index}${part}`}>{part}</b> : part))

export const Mark = () => (
  <span className="lm-mark">
    <svg width="26" height="18" viewBox="0 0 26 18" aria-hidden="true"><path d="M2 5h6l6 8h8" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" /><circle cx="23" cy="13" r="2.6" fill="#FF9A4D" /></svg>
    Lastmile
  </span>
)

export type Track = readonly { readonly id: string; readonly label: string; readonly state: 'done' | 'now' | 'ahead' }[]
/** The line as progress: nodes that are done, the one that is now, those ahead. */
export function StepTrack({ steps, onGo }: { readonly steps: Track; readonly onGo: (id: string) => void }) {
  const { t } = useTexts()
  return <nav aria-label={t('call.steps')}>
    <ol className="lm-track">
      {steps.map((step, index) => (
        <li key={step.id} data-state={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <button type="button" onClick={() => onGo(step.id)}><span className="lm-node" aria-hidden="true">{step.state === 'done' ? '✓' : index + 1}</span>{step.label}</button>
        </li>
      ))}
    </ol>
  </nav>
}

export type MoneyRow = { readonly id: string; readonly label: string; readonly amount: string; readonly notes?: readonly string[] }
export const MoneyTable = ({ caption, rows, totalLabel, total }: { readonly caption: string; readonly rows: readonly MoneyRow[]; readonly totalLabel: string; readonly total: string }) => (
  <table className="lm-money">
    <caption>{caption}</caption>
    <tbody>{rows.map((row) => <tr key={row.id}><th scope="row">{row.label}{row.notes?.map((note) => <small key={note}>{note}</small>)}</th><td>{row.amount}</td></tr>)}</tbody>
    <tfoot><tr><th scope="row">{totalLabel}</th><td>{total}</td></tr></tfoot>
  </table>
)
