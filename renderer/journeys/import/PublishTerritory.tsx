import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** What was imported here, on its way to all desks. */
export function PublishTerritory({ title, isCut }: { readonly title: string; readonly isCut: boolean }) {
  const { importing } = useDesk()
  const { t, tf } = useTexts()
  const publication = useDeskState((state) => state.importing.publication)
  const { state, problem } = publication ?? { state: null, problem: null }
  return (
    <Panel title={t('importing.publish.title')}>
      {publication === null ? <p>{t('importing.publish.sub', { title })}</p> : null}
      {publication && state === 'running' ? <p role="status"><StateGlyph state="late" />{publication.parts === 0 ? t('importing.publish.measuring', { title: publication.title }) : t('importing.publish.running', { title: publication.title, part: publication.part, parts: publication.parts })}</p> : null}
      {publication && state === 'done' ? <p className="lm-banner lm-catalog-done" role="status"><StateGlyph state="yes" />{t('importing.publish.done', { title: publication.title })}</p> : null}
      {publication && problem ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{t('importing.publish.refused', { title: publication.title, why: tf('error', problem.code, problem.details) })}</p> : null}
      <div className="lm-actions lm-import-verbs">
        <button type="button" className="lm-button" disabled={isCut || state === 'running'} onClick={() => void importing.publish()}>{state === null ? t('importing.publish.verb') : t('importing.publish.again')}</button>
        <span className="lm-hint">{isCut ? t('importing.publish.offline') : t('importing.publish.note')}</span>
      </div>
    </Panel>
  )
}
