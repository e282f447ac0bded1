import { lazy, Suspense } from 'react'
import { chordFor } from '../../../../shared/domain/keymap.ts'
import { useDesk, useDeskState } from '../../../app/desk-context.tsx'
import { useTexts } from '../../../app/texts-context.tsx'
import { Key } from '../../../components/parts.tsx'
import { Panel } from '../../../panels/Panel.tsx'

/** The map's library is larger than all the rest: it is loaded when somebody looks at it. */
const MapPanel = lazy(() => import('./MapPanel.tsx').then((module) => ({ default: module.MapPanel })))

/** The map, where it was opened. */
export function PlaceMap() {
  const { t } = useTexts()
  const isOpen = useDeskState((state) => state.map.isOpen)
  if (!isOpen) return null
  return <Suspense fallback={<div className="lm-map"><Panel title={t('map.title')} face={{ kind: 'loading', what: t('map.loading') }} /></div>}><MapPanel /></Suspense>
}

/** The key that opens and closes it, for those who point. */
export function MapKey() {
  const { map } = useDesk()
  const { t } = useTexts()
  const isOpen = useDeskState((state) => state.map.isOpen)
  const chord = useDeskState((state) => chordFor('map', state.keymap))
  return <button type="button" className="lm-keyed" aria-expanded={isOpen} onClick={() => map.show(!isOpen)}><Key chord={chord} />{t('map.open')}</button>
}
