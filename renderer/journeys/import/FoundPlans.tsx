import { useEffect } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { changeWords } from '../catalog/view.ts'
import type { ImportScreen } from './state.ts'

const CHANGES_SHOWN = 12
type Known = Exclude<ImportScreen['found'], null | 'failed'>
type Texts = ReturnType<typeof useTexts>

/** What the answers of the territory name with a price, and the way on sale. */
export function FoundPlans({ isCut }: { readonly isCut: boolean }) {
  const { importing } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const { found, sold, sellFrom, isSelling } = useDeskState((state) => state.importing)
  useEffect(() => {
    void importing.readPlans()
  }, [importing])
  const known = found === null || found === 'failed' ? null : found
  const toSell = known ? known.added + known.changed : 0
  return (
    <Panel title={t('importing.found.title')} face={faceOf(found, t, () => void importing.readPlans())}>
      {known ? (
        <>
          {sold && sold.added + sold.changed > 0 ? <p className="lm-banner lm-catalog-done" role="status"><StateGlyph state="yes" />{t('importing.found.sold', sold)}</p> : null}
          <p>{t('importing.found.head', { plans: known.plans, added: known.added, changed: known.changed, known: known.known })}{known.comparedWith === 'desk' ? ` ${t('importing.found.desk')}` : ''}</p>
          {known.changes.length > 0 ? <ul className="lm-catalog-changes">{known.changes.slice(0, CHANGES_SHOWN).map((change, at) => <li key={at} data-kind={change.kind}>{planWords(change, known, texts)}</li>)}</ul> : null}
          {known.changes.length > CHANGES_SHOWN ? <p className="lm-quiet">{t('catalogs.more', { n: known.changes.length - CHANGES_SHOWN })}</p> : null}
          {known.refused.map(({ providerId, planName, reason }, at) => <p key={at} className="lm-quiet" lang="en">{t('importing.found.refused', { plan: planName.slice(0, 60), provider: providerId, reason })}</p>)}
          {toSell === 0 ? <p className="lm-quiet">{t('importing.found.all')}</p> : (
            <form className="lm-actions lm-import-verbs" onSubmit={(event) => { event.preventDefault(); void importing.sellPlans() }}>
              <Field id="import-sell-from" type="date" label={t('importing.found.from')} hint={t('importing.found.fromHint')} value={sellFrom} onChange={importing.sellFrom} />
              <button type="submit" className="lm-button" disabled={isCut || isSelling}>{isSelling ? t('importing.found.selling') : t('importing.found.sell', { n: toSell })}</button>
              <span className="lm-hint">{t('importing.found.note')}</span>
            </form>
          )}
        </>
      ) : null}
    </Panel>
  )
}

/** A plan by its name and price; what has none, a provider or an end, as everywhere. */
function planWords(change: Known['changes'][number], { begins }: Known, texts: Texts): string {
  const plan = change.kind === 'added' ? begins.find(({ what }) => what === change.what) : undefined
  return plan ? texts.t('importing.found.begins', { name: plan.name, provider: plan.providerName, amountMicro: plan.amountMicro }) : changeWords(change, texts)
}

function faceOf(found: ImportScreen['found'], t: ReturnType<typeof useTexts>['t'], onAgain: () => void): Face {
  if (found === null) return { kind: 'loading', what: t('importing.found.loading') }
  if (found === 'failed') return { kind: 'failed', title: t('importing.found.failed'), body: t('importing.found.failedBody'), keys: [{ chord: 'Enter', label: t('importing.again'), onPress: onAgain }] }
  return found.plans === 0 ? { kind: 'empty', title: t('importing.found.none'), body: t('importing.found.noneBody') } : { kind: 'ready' }
}
