import { useEffect, useMemo, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { chordFor } from '../../../../shared/domain/keymap.ts'
import type { PlantAround } from '../../../../shared/domain/plant-around.ts'
import { useDesk, useDeskState, useDeskView } from '../../../app/desk-context.tsx'
import { useTexts } from '../../../app/texts-context.tsx'
import { KeyChip } from '../../../components/parts.tsx'
import { StateGlyph } from '../../../components/StateGlyph.tsx'
import { Panel } from '../../../panels/Panel.tsx'
import type { Face } from '../../../panels/Panel.tsx'
import { beside } from './geometry.ts'
import { FeatureList } from './FeatureList.tsx'
import { MapCanvas } from './MapCanvas.tsx'
import { MapLegend } from './MapLegend.tsx'
import { firstBox, mapLabels, mapShapes, wholeBox } from './shapes.ts'
import { mapView } from './view.ts'

/** What lies around the house of the call in front: drawn, and beside it the same as a list. */
export function MapPanel() {
  const { map } = useDesk()
  const { t } = useTexts()
  const { placeId, read, keymap } = useDeskState(useShallow((state) => ({ placeId: state.call.place?.id ?? null, read: state.map.read, keymap: state.keymap })))
  const mine = read?.placeId === placeId ? read : null
  useEffect(() => { if (placeId && !mine) void map.read(placeId) }, [map, placeId, mine])
  const around = mine?.around ?? null
  const isEmpty = around !== null && around.spans.length === 0 && around.sectors.length === 0
  const face: Face = !placeId ? { kind: 'empty', title: t('map.first.title'), body: t('map.first.body') }
    : mine?.problem ? { kind: 'failed', title: t('map.failed.title'), body: t('map.failed.body'), code: mine.problem, keys: [{ chord: 'Enter', label: t('map.again'), onPress: () => void map.read(placeId) }] }
    : !around ? { kind: 'loading', what: t('map.loading') }
    : isEmpty ? { kind: 'empty', title: t('map.none.title'), body: t('map.none.body', { radiusM: around.radiusM }) } : { kind: 'ready' }
  return (
    <div className="lm-map">
      <Panel title={t('map.title')} isFlush face={face} aside={<KeyChip chord={chordFor('map', keymap)} onPress={() => map.show(false)}>{t('map.close')}</KeyChip>}>
        {around && !isEmpty ? <Ready around={around} key={placeId} /> : null}
      </Panel>
    </div>
  )
}

function Ready({ around }: { readonly around: PlantAround }) {
  const texts = useTexts()
  const { t } = texts
  const [currentId, setCurrentId] = useState<string | null>(null)
  const [canDraw, setCanDraw] = useState(true)
  const view = useDeskView((state) => mapView(around, { texts, status: state.status, lines: state.call.qualification?.lines ?? [], focusedLine: state.call.focusedLine }))
  const current = view.features.find(({ id }) => id === currentId) ?? null
  const drawing = useMemo(() => ({ shapes: mapShapes(around, view, currentId), labels: mapLabels(around, view) }), [around, view, currentId])
  const [first, whole] = useMemo(() => [firstBox(around, view), wholeBox(around, view)], [around, view])
  const currentAt = useMemo(() => {
    const found = view.features.find(({ id }) => id === currentId)
    return found ? beside(found.at, around.place) : null
  }, [view, currentId, around])
  const step = (by: 1 | -1) => {
    const at = view.features.findIndex(({ id }) => id === currentId)
    setCurrentId(view.features[(at === -1 && by === -1 ? view.features.length - 1 : at + by + view.features.length) % view.features.length]?.id ?? null)
  }
  return (
    <>
      {view.sentence ? <p className="lm-map-sentence"><StateGlyph state={view.sentence.state} /><b>{view.sentence.text}</b><span className="lm-quiet">{view.drawnFor}</span></p> : null}
      {canDraw ? null : <p className="lm-panel-note" role="status">{t('map.noDrawing')}</p>}
      <div className="lm-map-sides" data-drawn={canDraw}>
        {canDraw ? <div><MapCanvas drawing={drawing} first={first} whole={whole} boxKey={view.decided.find(({ isTheirs }) => isTheirs)?.id ?? ''} currentAt={currentAt} onStep={step} onLost={() => setCanDraw(false)} /><MapLegend /></div> : null}
        <FeatureList view={view} currentId={currentId} onPick={setCurrentId} />
      </div>
      <p className="lm-visually-hidden" role="status">{current ? t('map.current', { what: current.what, provider: current.provider, distance: current.distance, state: current.words }) : ''}</p>
    </>
  )
}
