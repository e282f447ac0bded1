import { useRef } from 'react'
import { refusalsCsv } from '../../../shared/domain/import-job.ts'
import type { ImportJob } from '../../../shared/domain/import-job.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { canGoOn, fileRow, REFUSALS_SHOWN } from './view.ts'

/** Each file of the import under way, or of the last one. */
export function ImportProgress({ job }: { readonly job: ImportJob }) {
  const { importing } = useDesk()
  const texts = useTexts()
  const { t, tf } = texts
  const open = useDeskState((state) => state.importing.refusals?.file ?? null)
  const isRunning = job.state === 'running'
  const isEnding = job.state === 'pausing' || job.state === 'cancelling'
  return (
    <>
      {job.problem ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{tf('error', job.problem.code, job.problem.details)}</p> : null}
      <table className="lm-table lm-import-table">
        <thead><tr><th scope="col">{t('importing.col.file')}</th><th scope="col">{t('importing.col.state')}</th><th scope="col" className="lm-amount">{t('importing.col.new')}</th><th scope="col" className="lm-amount">{t('importing.col.known')}</th><th scope="col" className="lm-amount">{t('importing.col.refused')}</th></tr></thead>
        <tbody>
          {job.files.map((file, at) => {
            const row = fileRow(file, texts)
            return (
              <tr key={at} data-failed={row.isFailed || undefined}>
                <th scope="row"><b className="lm-import-name">{row.name}</b><small className="lm-quiet">{row.kind}{row.note ? ` · ${row.note}` : ''}</small></th>
                <td><span className="lm-import-state">{row.state}{row.percent === null || file.state === 'waiting' ? null : <progress className="lm-import-bar" value={row.percent} max={100} aria-label={t('importing.part', { name: row.name })} />}</span></td>
                <td className="lm-amount">{row.written}</td><td className="lm-amount">{row.known}</td>
                <td className="lm-amount">{row.refused === 0 ? '0' : <button type="button" data-pick className="lm-link" aria-expanded={open === at} onClick={() => void importing.showRefusals(open === at ? null : at)}>{t('importing.refusedOf', { n: row.refused, name: row.name })}</button>}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Refusals />
      {isRunning || isEnding || canGoOn(job) ? (
        <div className="lm-actions lm-import-verbs">
          {isRunning ? <button type="button" className="lm-button" onClick={() => void importing.control('pause')}>{t('importing.pause')}</button> : null}
          {isEnding ? <span role="status">{t('importing.ending')}</span> : null}
          {canGoOn(job) ? <button type="button" className="lm-button lm-button-primary" onClick={() => void importing.control('resume')}>{t('importing.resume')}</button> : null}
          {isEnding ? null : <button type="button" className="lm-button" onClick={() => void importing.control('cancel')}>{t('importing.cancel')}</button>}
          <span className="lm-hint">{t('importing.cancelHint')}</span>
        </div>
      ) : null}
    </>
  )
}

function Refusals() {
  const { importing } = useDesk()
  const { t, format } = useTexts()
  const { refusals: shown, savedAs } = useDeskState((state) => state.importing)
  const link = useRef<HTMLAnchorElement>(null)
  if (!shown) return null
  const save = () => {
    // A browser takes it as a download. The window of the app loads nothing but the desk's own pages: there the desk writes it.
    if (location.protocol !== 'http:') return void importing.saveRefusals()
    if (!link.current) return
    const url = URL.createObjectURL(new Blob([refusalsCsv(shown.name, shown.lines)], { type: 'text/csv' }))
    link.current.href = url
    link.current.download = `${shown.name}.refused.csv`
    link.current.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return (
    <section className="lm-import-refusals" aria-label={t('importing.refusals', { name: shown.name })}>
      <h3 className="lm-section">{t('importing.refusals', { name: shown.name })}</h3>
      <div className="lm-scroll" tabIndex={0} role="group" aria-label={t('importing.refusals', { name: shown.name })}>
        <table className="lm-table lm-catalog-problems">
          <thead><tr><th scope="col" className="lm-amount">{t('importing.col.line')}</th><th scope="col">{t('importing.col.reason')}</th></tr></thead>
          <tbody>{shown.lines.slice(0, REFUSALS_SHOWN).map(({ line, reason }, at) => <tr key={at}><td className="lm-amount">{format.number(line)}</td><td lang="en">{reason}</td></tr>)}</tbody>
        </table>
      </div>
      {shown.refused > REFUSALS_SHOWN ? <p className="lm-quiet">{t('importing.more', { shown: Math.min(REFUSALS_SHOWN, shown.lines.length), refused: shown.refused, kept: shown.lines.length })}</p> : null}
      <div className="lm-actions"><button type="button" className="lm-button" onClick={save}>{t('importing.save')}</button><button type="button" className="lm-button" onClick={() => void importing.showRefusals(null)}>{t('importing.close')}</button></div>
      {savedAs ? <p role="status">{t('importing.savedAs', { path: savedAs })}</p> : null}
      <a ref={link} hidden aria-hidden="true" tabIndex={-1} />
    </section>
  )
}
