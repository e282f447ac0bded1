import { useEffect, useRef } from 'react'
import { useTexts } from '../../../app/texts-context.tsx'
import { StateGlyph } from '../../../components/StateGlyph.tsx'
import type { MapView } from './view.ts'

/** The same as the map in words: every thing, how far away it is, and what is to be said of it. */
export function FeatureList({ view, currentId, onPick }: { readonly view: MapView; readonly currentId: string | null; readonly onPick: (id: string) => void }) {
  const { t } = useTexts()
  const current = useRef<HTMLTableRowElement>(null)
  useEffect(() => { current.current?.scrollIntoView({ block: 'nearest' }) }, [currentId])
  return (
    <div className="lm-map-list" role="region" tabIndex={0} aria-label={t('map.list')}>
      <table className="lm-table">
        <thead><tr><th scope="col">{t('map.col.what')}</th><th scope="col" className="lm-number">{t('map.col.distance')}</th><th scope="col">{t('map.col.state')}</th></tr></thead>
        <tbody>
          {view.features.map((feature) => (
            <tr key={feature.id} ref={feature.id === currentId ? current : undefined} aria-current={feature.id === currentId || undefined} data-theirs={feature.isTheirs} onClick={() => onPick(feature.id)}>
              <th scope="row">{feature.what}{feature.provider ? <small>{feature.provider}</small> : null}</th>
              <td className="lm-number">{feature.distance}</td>
              <td>{feature.state ? <span className="lm-map-state"><StateGlyph state={feature.state} />{feature.words}</span> : feature.words}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.leftOut > 0 ? <p className="lm-label lm-map-more">{t('map.more', { n: view.leftOut })}</p> : null}
    </div>
  )
}
