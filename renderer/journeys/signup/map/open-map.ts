import { Map as MapLibre, Marker, ScaleControl, setWorkerCount, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { allowWorker } from './allow-worker.ts'
import type { LngLat } from './geometry.ts'
import type { MapLabel, MapShapes } from './shapes.ts'
import { COLOUR_NAMES, mapStyle } from './style.ts'
import type { MapColours } from './style.ts'

export type Box = readonly [LngLat, LngLat]
export type Drawing = { readonly shapes: MapShapes; readonly labels: readonly MapLabel[] }
/** The drawn map: what is on it, where it looks, and its end. Nothing on it moves by itself: every look is a jump. */
export type OpenMap = {
  readonly draw: (drawing: Drawing) => void
  readonly look: (box: Box) => void
  readonly centre: (at: LngLat) => void
  readonly pan: (eastPx: number, southPx: number) => void
  readonly zoom: (steps: number) => void
  readonly close: () => void
}

const PADDING_PX = 44
const MOST_ZOOM = 20
const AT_ONCE = { animate: false } as const

/** Opens a map in an element. Throws where WebGL is missing; `onLost`: it could not be drawn after all. */
export function openMap(container: HTMLElement, first: { readonly drawing: Drawing; readonly box: Box; readonly title: string; readonly onLost: () => void }): OpenMap {
  allowWorker(workerUrl)
  setWorkerUrl(workerUrl)
  setWorkerCount(1)
  let drawing = first.drawing
  const map = new MapLibre({
    container, style: mapStyle(readColours(), drawing.shapes), bounds: boundsOf(first.box), fitBoundsOptions: { padding: PADDING_PX, maxZoom: MOST_ZOOM, ...AT_ONCE }, maxZoom: 22, minZoom: 7,
    attributionControl: false, maplibreLogo: false, keyboard: false, scrollZoom: false, boxZoom: false, dragRotate: false, touchPitch: false, pitchWithRotate: false, fadeDuration: 0, locale: { 'Map.Title': first.title },
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left')
  map.on('error', ({ error }) => { if (/worker/i.test(String(error?.message))) first.onLost() })
  let markers = putLabels(map, drawing.labels)
  const redraw = () => { map.setStyle(mapStyle(readColours(), drawing.shapes), { diff: true }) }
  const scheme = new MutationObserver(redraw)
  scheme.observe(document.documentElement, { attributeFilter: ['data-lm-scheme'] })
  return {
    draw: (next) => {
      drawing = next
      redraw()
      for (const marker of markers) marker.remove()
      markers = putLabels(map, next.labels)
    },
    look: (box) => void map.fitBounds(boundsOf(box), { padding: PADDING_PX, maxZoom: MOST_ZOOM, ...AT_ONCE }),
    centre: (at) => void map.jumpTo({ center: [at[0], at[1]] }),
    pan: (eastPx, southPx) => void map.panBy([eastPx, southPx], AT_ONCE),
    zoom: (steps) => void map.jumpTo({ zoom: map.getZoom() + steps }),
    close: () => {
      scheme.disconnect()
      map.remove()
    },
  }
}

/** The house is not covered by its own drop. */
const ABOVE_PX: Readonly<Record<MapLabel['kind'], number>> = { premise: 0, drop: 12, node: 9, sector: 9 }
const boundsOf = ([[west, south], [east, north]]: Box): [number, number, number, number] => [west, south, east, north]

/** Words as elements of the page: they take its type and need no glyphs from anywhere. The list is what is read aloud. */
function putLabels(map: MapLibre, labels: readonly MapLabel[]): readonly Marker[] {
  return labels.map(({ kind, text, at }) => {
    const element = document.createElement('div')
    element.className = `lm-map-label lm-map-${kind}`
    element.setAttribute('aria-hidden', 'true')
    // The edge of the drawing may cut it; it stands in full in the list.
    element.setAttribute('data-ellipsis', 'list')
    element.append(text)
    return new Marker({ element, anchor: kind === 'premise' ? 'center' : 'bottom', offset: [0, -ABOVE_PX[kind]] }).setLngLat([at[0], at[1]]).addTo(map)
  })
}

function readColours(): MapColours {
  const style = getComputedStyle(document.documentElement)
  return Object.fromEntries(Object.entries(COLOUR_NAMES).map(([name, variable]) => [name, style.getPropertyValue(`--lm-palette-${variable}`).trim() || '#808080'])) as MapColours
}
