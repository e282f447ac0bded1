import type { QualificationLine } from '../../../shared/domain/qualification.ts'
import { useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { traceRows } from './answer-trace.ts'

const MARKS = { yes: '✓', no: '×', unknown: '…' } as const

/** How one answer came about, rule by rule: opened and closed with `?` on the answer. */
export function AnswerTrace({ line, id }: { readonly line: QualificationLine; readonly id: string }) {
  const texts = useTexts()
  const { t } = texts
  const status = useDeskState((state) => state.status)
  const rows = traceRows(line, { texts, status })
  return (
    <section className="lm-trace" id={id} aria-label={t('trace.title')}>
      <h3 className="lm-trace-head">{t('trace.title')}</h3>
      {rows.length === 0 ? <p>{t('trace.none')}</p> : <ol>{rows.map((row, index) => <li key={row.id} data-mark={row.found} data-first={row.subject !== '' && row.subject !== rows[index - 1]?.subject}><i aria-hidden="true">{MARKS[row.found]}</i><span className="lm-visually-hidden">{t(`verdict.${row.found}`)}: </span><span>{row.text}</span>{row.subject && row.subject !== rows[index - 1]?.subject ? <code>{row.subject}</code> : null}</li>)}</ol>}
    </section>
  )
}
