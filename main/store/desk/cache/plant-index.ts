import type { NearestSpans, NearSpan, PlantNode, PlantSpan } from '../../../../shared/domain/plant.ts'
import type { TransmitterSector } from '../../../../shared/domain/radio.ts'
import { byDistance, nearSpan } from '../../../../shared/engines/reach/branch-reach.ts'
import type { Db } from '../../sql/open.ts'
import { createTableSectors } from './facts.ts'
import { createSpanPacker } from './packed-spans.ts'
import type { PackedNear, PackedSpans } from './packed-spans.ts'
import { createTableSpans } from './table-spans.ts'

/** Spans read at a time: some ten milliseconds. */
const PIECE = 2_000
/** So many are packed by the first question itself; for more it asks the table until they were prepared. */
const AT_ONCE = 5_000

export type PlantIndex = {
  /** Every span within, nearest first. */
  readonly spans: NearestSpans
  /** Those of them that a qualification can rest on. */
  readonly deciding: NearestSpans
  readonly sectors: () => readonly TransmitterSector[]
  /** Call when this connection wrote plant. What another one writes is noticed. */
  readonly forget: () => void
  /** Packs the plant before anybody asks, a piece at a time; `pause` lets others work between two. Answers whether it stands. */
  readonly prepare: (pause: () => Promise<void>) => Promise<boolean>
}

/**
 * The plant in memory, to be asked in a fraction of a millisecond; while it is not there or somebody else has written to the file since, the
 * table answers, the same. Only numbers are kept; bodies of the few spans and nodes that are told are read when they are.
 */
export function createPlantIndex(db: Db): PlantIndex {
  const piece = db.prepare('SELECT row, node_id AS nodeId, body FROM span WHERE row > ? ORDER BY row LIMIT ?')
  const one = db.prepare('SELECT span.body AS span, node.body AS node FROM span JOIN node ON node.id = span.node_id WHERE span.row = ?')
  const count = db.prepare('SELECT count(*) FROM (SELECT 1 FROM span LIMIT ?)').pluck()
  // Moves when another connection commits, never by our own writes.
  const version = db.prepare('SELECT data_version FROM pragma_data_version').pluck()
  const fromTable = createTableSpans(db)
  const readSectors = createTableSectors(db)

  let held: { readonly packed: PackedSpans | null; readonly version: number } | null = null
  let sectors: { readonly all: readonly TransmitterSector[]; readonly version: number } | null = null
  let turn = 0

  function* build() {
    const began = version.get() as number
    const packer = createSpanPacker()
    for (let last = 0; ;) {
      const read = piece.all(last, PIECE) as { row: number; nodeId: string; body: string }[]
      for (const { row, nodeId, body } of read) packer.add(row, nodeId, JSON.parse(body) as PlantSpan)
      if (read.length < PIECE) break
      last = read.at(-1)!.row
      yield
    }
    // Half of it may be older than the other half.
    return { packed: version.get() === began ? packer.pack() : null, version: began }
  }
  const current = (): PackedSpans | null => {
    if (held === null && (count.get(AT_ONCE + 1) as number) <= AT_ONCE) {
      const steps = build()
      let step = steps.next()
      while (!step.done) step = steps.next()
      held = step.value
    }
    return held !== null && held.version === version.get() ? held.packed : null
  }
  const bodiesOf = (place: Parameters<NearestSpans>[0], found: readonly PackedNear[]): readonly NearSpan[] =>
    found.flatMap(({ row }) => {
      const bodies = one.get(row) as { span: string; node: string } | undefined
      return bodies ? [nearSpan(place, JSON.parse(bodies.span) as PlantSpan, JSON.parse(bodies.node) as PlantNode)] : []
    }).sort(byDistance)
  const asked = (which: 'within' | 'deciding'): NearestSpans => (place, withinM) => {
    const packed = current()
    return packed ? bodiesOf(place, packed[which](place, withinM)) : fromTable(place, withinM)
  }
  return {
    spans: asked('within'),
    deciding: asked('deciding'),
    sectors: () => {
      const now = version.get() as number
      if (sectors?.version !== now) sectors = { all: readSectors(), version: now }
      return sectors.all
    },
    forget: () => {
      held = null
      sectors = null
      turn++
    },
    prepare: async (pause) => {
      const mine = ++turn
      const steps = build()
      // Not what stands: somebody asks for it because the file may have changed.
      while (mine === turn && db.open) {
        const step = steps.next()
        if (step.done) {
          held = step.value
          return held.packed !== null
        }
        await pause()
      }
      return false
    },
  }
}
