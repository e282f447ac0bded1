import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useTexts } from '../../../app/texts-context.tsx'
import { KeyChip } from '../../../components/parts.tsx'
import type { LngLat } from './geometry.ts'
import { openMap } from './open-map.ts'
import type { Box, Drawing, OpenMap } from './open-map.ts'

const PAN_PX = 80
const PANS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-PAN_PX, 0], ArrowRight: [PAN_PX, 0], ArrowUp: [0, -PAN_PX], ArrowDown: [0, PAN_PX] }

/**
 * The drawing. Arrows move it, plus and minus zoom, N and Shift N go from thing to thing, 0 shows all; Tab leaves it as any field, and letters mean
 * something only while it has the focus. `boxKey`: a new one looks at `first` again.
 */
export function MapCanvas({ drawing, first, whole, boxKey, currentAt, onStep, onLost }: {
  readonly drawing: Drawing; readonly first: Box; readonly whole: Box; readonly boxKey: string; readonly currentAt: LngLat | null; readonly onStep: (by: 1 | -1) => void; readonly onLost: () => void
}) {
  const { t } = useTexts()
  const holder = useRef<HTMLDivElement>(null)
  const map = useRef<OpenMap | null>(null)
  const title = t('map.canvas')
  const latest = useRef({ drawing, first, onLost, title })
  useEffect(() => { latest.current = { drawing, first, onLost, title } })

  useEffect(() => {
    const { current } = latest
    try {
      map.current = holder.current ? openMap(holder.current, { drawing: current.drawing, box: current.first, title: current.title, onLost: () => latest.current.onLost() }) : null
    } catch {
      // No WebGL here: the list stands in its place.
      current.onLost()
    }
    return () => {
      map.current?.close()
      map.current = null
    }
  }, [])
  useEffect(() => { map.current?.draw(drawing) }, [drawing])
  useEffect(() => { map.current?.look(latest.current.first) }, [boxKey])
  useEffect(() => { if (currentAt) map.current?.centre(currentAt) }, [currentAt])
  useEffect(() => { holder.current?.querySelector('canvas')?.setAttribute('aria-label', title) }, [title])

  const showAll = () => map.current?.look(whole)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !act(event)) return
    event.preventDefault()
  }
  const act = ({ key }: KeyboardEvent): boolean => {
    const pan = PANS[key]
    if (pan) return map.current?.pan(...pan), true
    if (key === '+' || key === '=') return map.current?.zoom(1), true
    if (key === '-') return map.current?.zoom(-1), true
    if (key === '0') return showAll(), true
    if (key === 'n' || key === 'N') return onStep(key === 'n' ? 1 : -1), true
    return false
  }
  return (
    <div className="lm-map-drawing">
      <div className="lm-map-canvas" ref={holder} onKeyDown={onKeyDown} />
      <p className="lm-map-keys">
        <KeyChip chord="N" onPress={() => onStep(1)}>{t('map.next')}</KeyChip>
        <KeyChip chord="+" onPress={() => map.current?.zoom(1)}>{t('map.in')}</KeyChip>
        <KeyChip chord="−" onPress={() => map.current?.zoom(-1)}>{t('map.out')}</KeyChip>
        <KeyChip chord="0" onPress={showAll}>{t('map.whole')}</KeyChip>
      </p>
    </div>
  )
}
