import { useState } from 'react'
import { IMPORT_KINDS } from '../../../shared/domain/import-job.ts'
import type { ImportKind } from '../../../shared/domain/import-job.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { ChooseFile } from '../files/ChooseFile.tsx'
import { IMPORT_FIELDS } from './state.ts'
import { isTerritoryName } from './view.ts'

/** Which files, of which territory, and how their words are meant. */
export function ImportForm({ territory }: { readonly territory: { readonly name: string; readonly title: string } | null }) {
  const { importing } = useDesk()
  const { t, format } = useTexts()
  const { fields, isLive, files, bringing } = useDeskState((state) => state.importing)
  const isNamed = isTerritoryName(fields.territory)
  const isOther = isNamed && territory !== null && fields.territory.trim() !== territory.name
  return (
    <Panel title={t('importing.form')}>
      <div className="lm-import-kinds">
        {IMPORT_KINDS.map((kind) => <div key={kind}><ChooseFile id={`import-${kind}`} label={t(`importing.choose.${kind}`)} hint={t(`importing.formats.${kind}`)} isMany {...(kind === 'terrain' ? { accept: '.hgt' } : {})} isDisabled={bringing !== null} onChoose={(chosen) => importing.addFiles(kind, chosen)} /></div>)}
      </div>
      <AddPath />
      {files.length > 0 ? (
        <table className="lm-table lm-import-chosen">
          <caption className="lm-visually-hidden">{t('importing.chosen')}</caption>
          <thead><tr><th scope="col">{t('importing.col.file')}</th><th scope="col">{t('importing.col.kind')}</th><th scope="col" className="lm-amount">{t('importing.col.size')}</th><th scope="col"><span className="lm-visually-hidden">{t('importing.col.verbs')}</span></th></tr></thead>
          <tbody>{files.map((file) => <tr key={file.key}><th scope="row" className="lm-import-name">{file.name}</th><td>{t(`importing.kind.${file.kind}`)}</td><td className="lm-amount">{file.bytes === null ? '–' : t('importing.size', { size: format.number(Math.max(1, Math.round(file.bytes / 1024))) })}</td><td><button type="button" className="lm-button lm-button-small" aria-label={t('importing.removeOf', { name: file.name })} onClick={() => importing.removeFile(file.key)}>{t('importing.remove')}</button></td></tr>)}</tbody>
        </table>
      ) : <p className="lm-quiet lm-import-none">{t('importing.none')}</p>}
      <div className="lm-form lm-import-fields">
        {IMPORT_FIELDS.map((field) => <Field key={field} id={`import-field-${field}`} label={t(`importing.field.${field}`)} hint={t(`importing.hint.${field}`)} value={fields[field]} onChange={(value) => importing.type(field, value)} problem={field === 'territory' && fields.territory !== '' && !isNamed ? t('importing.badName') : field === 'dropLimitM' && fields.dropLimitM !== '' && !(Number(fields.dropLimitM) >= 0) ? t('importing.badNumber') : null} />)}
        <div className="lm-field"><label><input type="checkbox" checked={isLive} onChange={(event) => importing.setLive(event.target.checked)} />{t('importing.live')}</label><span className="lm-hint">{t('importing.liveHint')}</span></div>
      </div>
      {isOther ? <p className="lm-banner" role="status"><StateGlyph state="late" />{t('importing.replaces', { title: territory.title })}</p> : null}
      <div className="lm-actions lm-import-verbs">
        <button type="button" className="lm-button lm-button-primary" disabled={!isNamed || files.length === 0 || bringing !== null} onClick={() => void importing.start()}>{t('importing.start', { n: files.length })}</button>
        {bringing ? <><span role="status">{t('importing.bringing', { name: bringing.name, percent: Math.floor((bringing.bytes * 100) / Math.max(1, bringing.of)) })}</span><button type="button" className="lm-button" onClick={importing.stopBringing}>{t('importing.stopBringing')}</button></> : null}
      </div>
    </Panel>
  )
}

/** A large file need not be copied through the window: its path on this machine does. */
function AddPath() {
  const { importing } = useDesk()
  const { t } = useTexts()
  const [kind, setKind] = useState<ImportKind>('addresses')
  const [path, setPath] = useState('')
  const add = () => {
    if (path.trim() === '') return
    importing.addPath(kind, path.trim())
    setPath('')
  }
  return (
    <form className="lm-import-path" onSubmit={(event) => { event.preventDefault(); add() }}>
      <div className="lm-field"><label htmlFor="import-path-kind">{t('importing.col.kind')}</label><select id="import-path-kind" className="lm-input" value={kind} onChange={(event) => setKind(event.target.value as ImportKind)}>{IMPORT_KINDS.map((each) => <option key={each} value={each}>{t(`importing.kind.${each}`)}</option>)}</select></div>
      <Field id="import-path" label={t('importing.path')} value={path} onChange={setPath} />
      <button type="submit" className="lm-button">{t('importing.addPath')}</button>
    </form>
  )
}
