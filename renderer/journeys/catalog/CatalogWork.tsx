import { useEffect, useRef } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { Offerings } from './Offerings.tsx'
import { PublishFile } from './PublishFile.tsx'
import type { CatalogsState } from './state.ts'
import { stateOf, versionNote } from './view.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** The catalog, for an administrator: what is on sale, what a file would change, publishing it, ending an offering. */
export function CatalogWork() {
  const { catalogs } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const { overview } = useDeskState((state) => state.catalogs)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { takeFocus(heading.current) }, [])
  // The network came or went: central can be asked, or not any more.
  useEffect(() => { void catalogs.read() }, [catalogs, isCut])
  const ready = overview !== null && overview !== 'failed' ? overview : null
  const note = ready ? versionNote(ready, texts) : null
  const onSale = ready?.catalog?.offerings.filter((offering) => stateOf(offering, ready.now) === 'onSale').length ?? 0
  return (
    <div className="lm-steps lm-catalog">
      <div>
        <h1 className="lm-headline" tabIndex={-1} ref={heading}>{ready?.catalog ? t('catalogs.head', { version: ready.catalog.version, n: onSale }) : t('catalogs.title')}</h1>
        {ready?.catalog ? <p className="lm-quiet">{t('catalogs.since', { publishedAt: ready.catalog.publishedAt })}</p> : null}
      </div>
      {note ? <p className="lm-banner" role="status"><StateGlyph state="late" />{note}</p> : null}
      <PublishFile />
      <Panel title={t('catalogs.onSale')} isFlush face={faceOf({ overview, isCut, t, onAgain: () => void catalogs.read() })}>{ready?.catalog ? <Offerings catalog={ready.catalog} now={ready.now} /> : null}</Panel>
      <details className="lm-catalog-help">
        <summary>{t('catalogs.help')}</summary>
        <ul>{([1, 2, 3, 4] as const).map((nth) => <li key={nth}>{t(`catalogs.help.${nth}`)}</li>)}</ul>
      </details>
    </div>
  )
}

function faceOf({ overview, isCut, t, onAgain }: { readonly overview: CatalogsState['overview']; readonly isCut: boolean; readonly t: ReturnType<typeof useTexts>['t']; readonly onAgain: () => void }): Face {
  if (overview === null) return { kind: 'loading', what: t('catalogs.loading') }
  if (overview === 'failed') return { kind: 'failed', title: t('catalogs.failed'), body: t('catalogs.failedBody'), keys: [{ chord: 'Enter', label: t('catalogs.again'), onPress: onAgain }] }
  if (overview.catalog === null) return { kind: 'empty', title: t('catalogs.empty'), body: t('catalogs.emptyBody') }
  return isCut ? { kind: 'offline', note: t('catalogs.offline') } : { kind: 'ready' }
}
