import type { NearestSpans, PlantNode, PlantSpan } from '../../../../shared/domain/plant.ts'
import { byDistance, nearSpan } from '../../../../shared/engines/reach/branch-reach.ts'
import { degreesAround } from '../../../../shared/engines/reach/local-metres.ts'
import type { Db } from '../../sql/open.ts'

/** The spans near a place by the file's own boxes: right at any moment, and the slower the more plant stands around. */
export function createTableSpans(db: Db): NearestSpans {
  // The box keeps 32-bit floats rounded outwards: a filter only. Distances come from the span's own coordinates.
  const spans = db.prepare(`SELECT span.body AS span, node.body AS node FROM span_box JOIN span ON span.row = span_box.row JOIN node ON node.id = span.node_id
    WHERE span_box.west <= ? AND span_box.east >= ? AND span_box.south <= ? AND span_box.north >= ?`)
  return (place, withinM) => {
    const around = degreesAround(place.latitude, withinM)
    const rows = spans.all(place.longitude + around.longitude, place.longitude - around.longitude, place.latitude + around.latitude, place.latitude - around.latitude) as { span: string; node: string }[]
    return rows
      .map((row) => nearSpan(place, JSON.parse(row.span) as PlantSpan, JSON.parse(row.node) as PlantNode))
      .filter((near) => near.distanceM <= withinM)
      .sort(byDistance)
  }
}
