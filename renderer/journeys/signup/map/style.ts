import type { StyleSpecification } from 'maplibre-gl'
import type { MapShapes, Shapes } from './shapes.ts'

/** The colours that the map takes from the page's own variables. */
export const COLOUR_NAMES = { page: 'surface-page', panel: 'surface-panel', ink: 'ink-a', quiet: 'ink-c', line: 'line-strong', hair: 'line-hair', accent: 'accent-text' } as const
export type MapColours = Readonly<Record<keyof typeof COLOUR_NAMES, string>>

type Source = StyleSpecification['sources'][string]
/** Nothing is simplified away: a drop of a few metres is what the map is for. */
const source = (shapes: Shapes): Source => ({ type: 'geojson', data: shapes as unknown as Extract<Source, { type: 'geojson' }>['data'], tolerance: 0, maxzoom: 20 })

/**
 * The whole style: own shapes on paper, and nothing that would have to be fetched: no tiles, no glyphs, no sprite. Solid is in service, dashed is not
 * yet, thin is another provider's; ultramarine is only the thing that is looked at.
 */
export function mapStyle(colours: MapColours, shapes: MapShapes): StyleSpecification {
  const theirs = ['==', ['get', 'isTheirs'], true] as const
  const others = ['!=', ['get', 'isTheirs'], true] as const
  const inService = ['==', ['get', 'isInService'], true] as const
  const notYet = ['!=', ['get', 'isInService'], true] as const
  const layers = [
    { id: 'paper', type: 'background', paint: { 'background-color': colours.page } },
    { id: 'beams', type: 'fill', source: 'sectors', paint: { 'fill-color': colours.quiet, 'fill-opacity': ['case', ['get', 'isTheirs'], 0.14, 0.05] } },
    { id: 'beam-edges', type: 'line', source: 'sectors', paint: { 'line-color': colours.line, 'line-width': ['case', ['get', 'isTheirs'], 1.5, 0.75] } },
    { id: 'others', type: 'line', source: 'spans', filter: ['all', others, inService], paint: { 'line-color': colours.line, 'line-width': 1.25 } },
    { id: 'others-not-yet', type: 'line', source: 'spans', filter: ['all', others, notYet], paint: { 'line-color': colours.line, 'line-width': 1.25, 'line-dasharray': [4, 3] } },
    { id: 'theirs', type: 'line', source: 'spans', filter: ['all', theirs, inService], layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colours.ink, 'line-width': 3 } },
    { id: 'theirs-not-yet', type: 'line', source: 'spans', filter: ['all', theirs, notYet], paint: { 'line-color': colours.ink, 'line-width': 3, 'line-dasharray': [2.5, 1.5] } },
    { id: 'current-line', type: 'line', source: 'current', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': colours.accent, 'line-width': 3 } },
    { id: 'other-drops', type: 'line', source: 'drops', filter: others, paint: { 'line-color': colours.line, 'line-width': 1, 'line-dasharray': [2, 2] } },
    { id: 'drop', type: 'line', source: 'drops', filter: theirs, paint: { 'line-color': colours.ink, 'line-width': 2, 'line-dasharray': [1.5, 1.5] } },
    { id: 'nodes', type: 'circle', source: 'nodes', paint: { 'circle-radius': ['case', ['get', 'isTheirs'], 6, 4], 'circle-color': ['case', ['get', 'hasFree'], ['case', ['get', 'isTheirs'], colours.ink, colours.line], colours.panel], 'circle-stroke-color': ['case', ['get', 'isTheirs'], colours.ink, colours.line], 'circle-stroke-width': 2 } },
    { id: 'current-point', type: 'circle', source: 'current', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 12, 'circle-opacity': 0, 'circle-stroke-color': colours.accent, 'circle-stroke-width': 2.5 } },
  ]
  return { version: 8, sources: { sectors: source(shapes.sectors), spans: source(shapes.spans), drops: source(shapes.drops), nodes: source(shapes.nodes), current: source(shapes.current) }, layers: layers as unknown as StyleSpecification['layers'] }
}
