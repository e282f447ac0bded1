import { useEffect, useRef } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { ChooseFile } from '../files/ChooseFile.tsx'
import type { Check } from './state.ts'
import { changeWords, checkHead, isPublishable, PROBLEMS_SHOWN } from './view.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** A file is chosen, checked, compared and published; a broken one is refused with its places, and nothing changes. */
export function PublishFile() {
  const { catalogs } = useDesk()
  const texts = useTexts()
  const { t, tf } = texts
  const { file, reading, from, check, problem, published, isPublishing } = useDeskState((state) => state.catalogs)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const found = useRef<HTMLHeadingElement>(null)
  // What came of the file is read first, by eye and by screen reader.
  useEffect(() => { if (check) takeFocus(found.current) }, [check])
  return (
    <Panel title={t('catalogs.file')}>
      <div className="lm-form">
        <div className="lm-field lm-choose">
          <ChooseFile id="catalog-file" label={t('catalogs.choose')} accept=".json,application/json" hint={reading ? t('catalogs.reading', { name: reading }) : file ? t('catalogs.chosen', { name: file.name }) : t('catalogs.chooseHint')} onChoose={([chosen]) => { if (chosen) void catalogs.chooseFile(chosen) }} />
        </div>
        <Field id="catalog-from" type="date" label={t('catalogs.from')} hint={t('catalogs.fromHint')} value={from} onChange={(day) => void catalogs.chooseFrom(day)} />
      </div>
      {problem ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{tf('error', problem.code, problem.details)}</p> : null}
      {published ? <p className="lm-banner lm-catalog-done" role="status"><StateGlyph state="yes" />{t('catalogs.published', { version: published.version, n: published.changes })}</p> : null}
      {file && check ? (
        <section className="lm-stack lm-catalog-check" aria-label={checkHead(file.name, check, texts)}>
          <h3 className="lm-title" tabIndex={-1} ref={found}>{checkHead(file.name, check, texts)}</h3>
          {check.comparedWith === 'desk' ? <p className="lm-quiet">{t('catalogs.byDesk')}</p> : null}
          {check.kind === 'refused' ? <Problems problems={check.problems} /> : <Changes check={check} />}
          <div className="lm-actions">
            {isPublishable(check) && check.kind === 'planned' ? <button type="button" className="lm-button lm-button-primary" disabled={isCut || isPublishing} onClick={() => void catalogs.publish()}>{isPublishing ? t('catalogs.publishing') : t('catalogs.publish', { version: check.version })}</button> : null}
            <button type="button" className="lm-button" onClick={catalogs.putAway}>{t('catalogs.forget')}</button>
          </div>
        </section>
      ) : null}
    </Panel>
  )
}

function Problems({ problems }: { readonly problems: Extract<Check, { kind: 'refused' }>['problems'] }) {
  const { t, format } = useTexts()
  return (
    <>
      <p className="lm-quiet">{t('catalogs.brokenHint')}</p>
      <div className="lm-scroll" tabIndex={0} role="group" aria-label={t('catalogs.col.problem')}>
        <table className="lm-table lm-catalog-problems">
          <thead><tr><th scope="col" className="lm-amount">{t('catalogs.col.line')}</th><th scope="col">{t('catalogs.col.path')}</th><th scope="col">{t('catalogs.col.problem')}</th></tr></thead>
          <tbody>{problems.slice(0, PROBLEMS_SHOWN).map(({ line, path, problem }, at) => <tr key={at}><td className="lm-amount">{line === null ? t('catalogs.noLine') : format.number(line)}</td><td className="lm-mono">{path === '' ? t('catalogs.whole') : path}</td><td lang="en">{problem}</td></tr>)}</tbody>
        </table>
      </div>
      {problems.length > PROBLEMS_SHOWN ? <p className="lm-quiet">{t('catalogs.more', { n: problems.length - PROBLEMS_SHOWN })}</p> : null}
    </>
  )
}

export function Changes({ check }: { readonly check: Extract<Check, { kind: 'planned' }> }) {
  const texts = useTexts()
  const { t, format } = texts
  const rewritten = check.changes.filter((change) => change.kind === 'rewritten' && / version \d+$/.test(change.what)).length
  return (
    <>
      {rewritten > 0 ? <p className="lm-banner" role="status"><StateGlyph state="late" />{t('catalogs.rewrites', { n: rewritten })}</p> : null}
      {check.changes.length > 0 ? <ul className="lm-catalog-changes">{check.changes.slice(0, PROBLEMS_SHOWN).map((change, at) => <li key={at} data-kind={change.kind}>{changeWords(change, texts)}</li>)}</ul> : null}
      {check.changes.length > PROBLEMS_SHOWN ? <p className="lm-quiet">{t('catalogs.more', { n: check.changes.length - PROBLEMS_SHOWN })}</p> : null}
      {check.alsoGone.length > 0 ? <p>{t('catalogs.alsoGone', { names: format.list(check.alsoGone) })}</p> : null}
    </>
  )
}
