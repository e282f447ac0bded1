// Draws the village as its README shows it. `node tests/unit/village/draw-village.ts` writes the picture; village.test.ts checks that it is of today.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { PlantSpan } from '../../../shared/domain/plant.ts'
import { metres, NODES, ROWS, SECTOR, SPANS, terrain, at } from './village.ts'
import type { Row } from './village.ts'

type Point = { readonly x: number; readonly y: number }
/** A piece of the village with a scale of its own: streets lie hundreds of metres apart, drops are a few tens. */
type Sheet = { readonly title: string; readonly west: number; readonly north: number; readonly heightM: number; readonly top: number; readonly scale: number; readonly spans: readonly string[]; readonly nodes: readonly string[]; readonly has: (row: Row) => boolean }

const WIDTH = 1_320
const MARGIN = 36
const near = (northM: number) => (row: Row): boolean => row.east < 1_500 && Math.abs(row.north - northM) <= 80
const street = (title: string, northM: number, top: number, spans: readonly string[], nodes: readonly string[]): Sheet => ({ title, west: -330, north: northM + 75, heightM: 150, top, scale: 1.08, spans, nodes, has: near(northM) })
const SHEETS: readonly Sheet[] = [
  street('Far Road, 600 m north: copper, 3,400 m of feeder before it; a drop may be 40 m', 600, 64, ['R'], ['C2']),
  street('North Lane, 200 m north: fiber in service (N), being built (U), planned for March 2027 (P); a drop may be 60 m', 216, 262, ['N', 'P', 'U'], ['F1']),
  street('Main Street: copper; a drop may be 30 m', 5, 460, ['M'], ['C1']),
  street('South Row, 300 m south: copper, no port left, three wait', -312, 658, ['S'], ['C3']),
  street('West Row, 600 m south: one port, house 34 waits for it; and V, one port, nobody waits', -610, 856, ['W', 'V'], ['C4', 'C5']),
  { title: 'The mast, 2,000 m east: 1,000 m of reach, a beam from 320° to 360°, one hill of 60 m', west: 1_300, north: 1_040, heightM: 1_100, top: 1_054, scale: 0.32, spans: [], nodes: [], has: (row) => row.east > 1_500 },
]
const HEIGHT = 1_440
const INK = '#14161B'
const GREY = '#5F646E'
const BLUE = '#2B3BD1'

/** The picture as SVG text, the same for the same village. */
export function drawVillage(rows: readonly Row[] = ROWS): string {
  const body = SHEETS.flatMap((sheet) => drawSheet(sheet, rows.filter(sheet.has)))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="IBM Plex Sans, system-ui, sans-serif" font-size="12" role="img" aria-label="The village of forty premises">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#FFFFFF"/>`,
    `<g fill="${INK}"><rect x="${MARGIN}" y="16" width="11" height="11" fill="${BLUE}"/><text x="${MARGIN + 18}" y="26">yes</text><rect x="86.5" y="16.5" width="10" height="10" fill="none" stroke="${GREY}" stroke-width="1.5"/><path d="M89 19l5 5M94 19l-5 5" stroke="${GREY}"/><text x="104" y="26">no</text>`,
    `<path d="M140 22h34" stroke="${INK}" stroke-width="3"/><text x="182" y="26">in service</text><path d="M258 22h34" stroke="${INK}" stroke-width="3" stroke-dasharray="6 5"/><text x="300" y="26">planned or being built</text><path d="M450 22h34" stroke="${BLUE}" stroke-width="1.2" stroke-dasharray="3 3"/><text x="492" y="26">the drop, with its metres</text><circle cx="660" cy="22" r="5"/><text x="672" y="26">node with ports (free of all)</text></g>`,
    ...body, '</svg>', '',
  ].join('\n')
}

/** Numbers and answers of the premises in a picture, by number. */
export const shownOf = (svg: string): readonly string[] =>
  [...svg.matchAll(/data-house="(\d+)" data-answer="(\w+)"/g)].map(([, number, answer]) => ({ number: Number(number), answer })).toSorted((a, b) => a.number - b.number).map(({ number, answer }) => `${number} ${answer}`)

function drawSheet(sheet: Sheet, rows: readonly Row[]): readonly string[] {
  const to = (eastM: number, northM: number): Point => ({ x: round(MARGIN + (eastM - sheet.west) * sheet.scale), y: round(sheet.top + (sheet.north - northM) * sheet.scale) })
  const spans = SPANS.filter(({ id }) => sheet.spans.includes(id))
  const bar = 100 * sheet.scale
  return [
    `<text x="${MARGIN}" y="${sheet.top}" font-weight="650" fill="${INK}">${sheet.title}</text>`,
    `<path d="M${round(WIDTH - MARGIN - bar)} ${sheet.top - 4}h${round(bar)}" stroke="${GREY}"/><text x="${round(WIDTH - MARGIN - bar - 8)}" y="${sheet.top}" text-anchor="end" fill="${GREY}">100 m</text>`,
    ...spans.map((span) => drawSpan(span, to)),
    ...(rows.some((row) => row.line === 'fixedWireless') ? drawRadio(to, rows) : rows.map((row) => drawDrop(row, spans, to))),
    ...[...NODES.values()].filter(({ id }) => sheet.nodes.includes(id)).map((node) => {
      const { x, y } = to(metres(node).eastM, metres(node).northM)
      return `<circle cx="${x}" cy="${y}" r="6" fill="${INK}"/><text x="${x - 6}" y="${y + 22}" text-anchor="end" font-weight="600" fill="${INK}">${node.name} ${node.portsFree}/${node.portsTotal}</text>`
    }),
    ...rows.map((row) => drawHouse(row, to(row.east, row.north), footOf(row, spans)?.distanceM ?? null)),
  ]
}

function drawSpan(span: PlantSpan, to: (eastM: number, northM: number) => Point): string {
  const [start, end] = endsOf(span).map(({ eastM, northM }) => to(eastM, northM)) as [Point, Point]
  const dash = span.status === 'operational' ? '' : ' stroke-dasharray="8 6"'
  return `<path d="M${start.x} ${start.y}L${end.x} ${end.y}" stroke="${INK}" stroke-width="3"${dash}/><text x="${round(start.x + (end.x - start.x) * 0.93)}" y="${start.y - 7}" fill="${GREY}" text-anchor="middle">${span.id}</text>`
}

type Foot = { readonly eastM: number; readonly northM: number; readonly distanceM: number }
/** Where the drop of a house ends: on the span whose distance decided, else on the nearest of its kind. */
function footOf(row: Row, spans: readonly PlantSpan[]): Foot | undefined {
  const feet = spans.filter((span) => span.accessType === row.line).map((span): Foot => {
    const [start, end] = endsOf(span) as [{ eastM: number; northM: number }, { eastM: number; northM: number }]
    const eastM = Math.min(Math.max(start.eastM, end.eastM), Math.max(Math.min(start.eastM, end.eastM), row.east))
    return { eastM, northM: start.northM, distanceM: Math.round(Math.hypot(row.east - eastM, row.north - start.northM) * 1000) / 1000 }
  })
  return feet.find((foot) => foot.distanceM === Number(row.expected[2])) ?? feet.toSorted((a, b) => a.distanceM - b.distanceM)[0]
}

function drawDrop(row: Row, spans: readonly PlantSpan[], to: (eastM: number, northM: number) => Point): string {
  const foot = footOf(row, spans)
  if (!foot || foot.distanceM < 0.5) return ''
  const [house, end] = [to(row.east, row.north), to(foot.eastM, foot.northM)]
  return `<path d="M${house.x} ${house.y}L${end.x} ${end.y}" stroke="${BLUE}" stroke-width="1.2" stroke-dasharray="3 3"/>`
}

function drawRadio(to: (eastM: number, northM: number) => Point, rows: readonly Row[]): readonly string[] {
  const mast = metres(SECTOR)
  const edge = (bearing: number): Point => to(mast.eastM + SECTOR.reachM * Math.sin((bearing * Math.PI) / 180), mast.northM + SECTOR.reachM * Math.cos((bearing * Math.PI) / 180))
  const [left, right, foot] = [edge(SECTOR.azimuthDeg - SECTOR.beamWidthDeg / 2), edge(SECTOR.azimuthDeg + SECTOR.beamWidthDeg / 2), to(mast.eastM, mast.northM)]
  const radius = round(Math.hypot(left.x - foot.x, left.y - foot.y))
  const hill = [[1_870, 320], [1_920, 280]].map(([eastM = 0, northM = 0]) => to(eastM, northM)) as [Point, Point]
  const isHill = terrain(at(1_895, 300)) === 60
  return [
    `<path d="M${foot.x} ${foot.y}L${left.x} ${left.y}A${radius} ${radius} 0 0 1 ${right.x} ${right.y}Z" fill="#E7E9FD" stroke="${BLUE}"/>`,
    isHill ? `<rect x="${hill[0].x}" y="${hill[0].y}" width="${round(hill[1].x - hill[0].x)}" height="${round(hill[1].y - hill[0].y)}" fill="#C9C4B8" stroke="${GREY}"/><text x="${round(hill[1].x + 6)}" y="${round(hill[0].y + 10)}" font-size="10" fill="${GREY}">hill, 60 m</text>` : '',
    ...rows.map((row) => `<path d="M${foot.x} ${foot.y}L${to(row.east, row.north).x} ${to(row.east, row.north).y}" stroke="${BLUE}" stroke-width="1.2" stroke-dasharray="3 3"/>`),
    `<circle cx="${foot.x}" cy="${foot.y}" r="6" fill="${INK}"/><text x="${foot.x + 12}" y="${foot.y + 5}" font-weight="600" fill="${INK}">T ${SECTOR.capacityFree}/${SECTOR.capacityTotal}</text>`,
  ]
}

function drawHouse(row: Row, { x, y }: Point, dropM: number | null): string {
  const answer = row.expected[0] ?? ''
  const shape = answer === 'yes'
    ? `<rect x="${round(x - 5.5)}" y="${round(y - 5.5)}" width="11" height="11" fill="${BLUE}"/>`
    : `<rect x="${round(x - 5)}" y="${round(y - 5)}" width="10" height="10" fill="#FFFFFF" stroke="${GREY}" stroke-width="1.5"/><path d="M${round(x - 2.5)} ${round(y - 2.5)}l5 5M${round(x + 2.5)} ${round(y - 2.5)}l-5 5" stroke="${GREY}"/>`
  // Words stand at the right; at the left where a neighbour does, and under the line for a house that stands on it.
  const isLeft = ['3', '10', '12', '33', '37'].includes(row.number)
  const words = `<tspan font-weight="650" fill="${INK}">${row.number}</tspan>${dropM === null ? '' : ` <tspan fill="${GREY}" font-size="10.5">${dropM} m</tspan>`}`
  return `<g data-house="${row.number}" data-answer="${answer}">${shape}<text x="${round(isLeft ? x - 9 : x + 9)}" y="${round(Math.abs(dropM ?? 9) < 8 || row.number === '16' ? y + 20 : y + 4)}"${isLeft ? ' text-anchor="end"' : ''}>${words}</text></g>`
}

const endsOf = (span: PlantSpan) => span.route.map(([longitude, latitude]) => metres({ latitude, longitude }))
/** Tenths of a pixel: the last bit of a cosine must not be another picture on another machine. */
const round = (value: number): number => Math.round(value * 10) / 10

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(new URL('village.svg', import.meta.url), drawVillage())
