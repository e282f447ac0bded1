import { Fragment, useMemo } from 'react'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { StatePill } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { CorrectPrice } from './CorrectPrice.tsx'
import { meteredPrices } from './correct-view.ts'
import { Changes } from './PublishFile.tsx'
import { offeringRows } from './view.ts'
import type { OfferingRow, OfferingState } from './view.ts'

const GLYPHS = { onSale: 'yes', later: 'notStarted', ended: 'no' } as const satisfies Record<OfferingState, string>

/** Every version with its dates; its rules open under it, and so does its end. */
export function Offerings({ catalog, now }: { readonly catalog: Catalog; readonly now: number }) {
  const { catalogs } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const { openKey, ending, isShowingEnded } = useDeskState((state) => state.catalogs)
  const rows = useMemo(() => offeringRows(catalog, now, texts), [catalog, now, texts])
  const ended = rows.filter((row) => row.state === 'ended').length
  const shown = isShowingEnded ? rows : rows.filter((row) => row.state !== 'ended')
  return (
    <>
      <table className="lm-table lm-catalog-table">
        <thead><tr><th scope="col">{t('catalogs.col.name')}</th><th scope="col" className="lm-amount">{t('catalogs.col.price')}</th><th scope="col">{t('catalogs.col.from')}</th><th scope="col">{t('catalogs.col.until')}</th><th scope="col">{t('catalogs.col.state')}</th><th scope="col"><span className="lm-visually-hidden">{t('catalogs.col.verbs')}</span></th></tr></thead>
        <tbody>
          {shown.map((row) => (
            <Fragment key={row.key}>
              <tr data-state={row.state}>
                <th scope="row"><button type="button" data-pick className="lm-catalog-name" aria-expanded={openKey === row.key} title={t('catalogs.details', { name: row.name })} onClick={() => catalogs.openRules(row.key)}>{row.name}</button><small className="lm-quiet">{row.small}</small></th>
                <td className="lm-amount">{row.price}</td><td>{row.from}</td><td>{row.until}</td><td><StatePill state={GLYPHS[row.state]}>{row.stateLabel}</StatePill></td>
                <td>{row.state === 'ended' ? null : <button type="button" className="lm-button lm-button-small" aria-label={t('catalogs.endOf', { name: row.name })} aria-expanded={ending?.id === row.id} onClick={() => catalogs.askEnd(ending?.id === row.id ? null : row)}>{t('catalogs.end')}</button>}</td>
              </tr>
              {openKey === row.key ? <tr className="lm-catalog-open"><td colSpan={6}><Rules row={row} /></td></tr> : null}
              {ending?.id === row.id && shown.find((other) => other.id === row.id) === row ? <tr className="lm-catalog-open"><td colSpan={6}><EndOffering /></td></tr> : null}
            </Fragment>
          ))}
        </tbody>
      </table>
      {ended > 0 ? <p className="lm-catalog-foot"><button type="button" className="lm-keyed" aria-pressed={isShowingEnded} onClick={catalogs.showEnded}>{isShowingEnded ? t('catalogs.hideEnded') : t('catalogs.showEnded', { n: ended })}</button></p> : null}
    </>
  )
}

function Rules({ row }: { readonly row: OfferingRow }) {
  const { catalogs } = useDesk()
  const { t } = useTexts()
  const { correcting, corrected } = useDeskState((state) => state.catalogs)
  const metered = meteredPrices(row.offering)
  const own = correcting?.offering === row.offering ? correcting : null
  return (
    <>
      <RuleLists row={row} />
      {corrected?.offering === row.offering ? <p className="lm-banner lm-catalog-done" role="status"><StateGlyph state="yes" />{t('correct.done', { label: corrected.label, customers: corrected.customers })}</p> : null}
      {own ? <CorrectPrice correcting={own} /> : metered.length > 0 ? <p className="lm-actions lm-correct-open">{metered.map((price) => <button key={price.id} type="button" className="lm-button lm-button-small" onClick={() => catalogs.askCorrect(row.offering, price)}>{t('correct.open', { label: price.label })}</button>)}</p> : null}
    </>
  )
}

function RuleLists({ row }: { readonly row: OfferingRow }) {
  const { t } = useTexts()
  return <div className="lm-catalog-rules">{(['charged', 'shared', 'where'] as const).map((group) => <section key={group} aria-label={t(`catalogs.${group}`)}><h3 className="lm-section">{t(`catalogs.${group}`)}</h3><ul>{row.rules[group].map((words) => <li key={words}>{words}</li>)}</ul></section>)}</div>
}

/** The last day is chosen, what ends with it is seen, then it is ended: two steps, because desks sell by it at once. */
function EndOffering() {
  const { catalogs } = useDesk()
  const { t, tf } = useTexts()
  const { ending, isPublishing } = useDeskState((state) => state.catalogs)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  if (!ending) return null
  const { check, problem } = ending
  return (
    <section className="lm-stack lm-catalog-end" aria-label={t('catalogs.endOf', { name: ending.name })}>
      <Field id="catalog-last-day" type="date" label={t('catalogs.lastDay')} hint={t('catalogs.lastDayHint')} value={ending.lastDay} isAutoFocused onChange={(day) => void catalogs.chooseLastDay(day)} problem={check?.kind === 'refused' ? (check.problems[0]?.problem ?? '') : null} />
      {problem ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{tf('error', problem.code, problem.details)}</p> : null}
      {check?.kind === 'planned' ? check.relation === 'same' ? <p>{t('catalogs.endsAlready')}</p> : <Changes check={check} /> : null}
      <div className="lm-actions">
        {check?.kind === 'planned' && check.relation === 'newer' ? <button type="button" className="lm-button lm-button-primary" disabled={isCut || isPublishing} onClick={() => void catalogs.endIt()}>{t('catalogs.endNow')}</button> : null}
        <button type="button" className="lm-button" onClick={() => catalogs.askEnd(null)}>{t('catalogs.cancel')}</button>
      </div>
    </section>
  )
}
