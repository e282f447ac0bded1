import type { NearestSpans, PlantBranch, PlantNode, PlantSpan, Position } from '../../../../shared/domain/plant.ts'
import type { ProviderAnswer } from '../../../../shared/domain/qualification.ts'
import type { SectorReach, Terrain, TransmitterSector } from '../../../../shared/domain/radio.ts'
import type { WaitingListEntry } from '../../../../shared/domain/waiting-list.ts'
import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import { branchOf, nearSpan } from '../../../../shared/engines/reach/branch-reach.ts'
import { degreesAround } from '../../../../shared/engines/reach/local-metres.ts'
import { sectorReach } from '../../../../shared/engines/reach/sector-reach.ts'
import type { Db } from '../../sql/open.ts'
import { answerOf, answerParameters, INSERT_ANSWER, SELECT_ANSWERS } from './answer-rows.ts'
import type { AnswerRow } from './answer-rows.ts'
import type { PlaceFacts } from './cache.ts'

/** How far around a premise plant is looked for: what lies farther is not worth a sentence to a caller. */
const PLANT_RADIUS_M = 500
/** A sector is told of when the premise is within this many times its reach. */
const NEARLY_IN_REACH = 1.5

/** What is known of one premise, gathered for the qualification engine; and the door by which fresh answers come in. */
export function createFactsQueries(db: Db, address: (id: string) => GeographicAddress | null, terrain: Terrain | null = null, nearestSpans: NearestSpans = createNearestSpans(db)) {
  const answers = db.prepare(SELECT_ANSWERS)
  const insertAnswer = db.prepare(INSERT_ANSWER)
  const sectors = db.prepare('SELECT body FROM sector ORDER BY id').pluck()
  const waiting = db.prepare('SELECT queue_id AS queueId, body FROM waiting WHERE queue_id IN (SELECT value FROM json_each(?)) ORDER BY id')

  const nearSpans = (place: Position): readonly PlantBranch[] => bestOfEach(nearestSpans(place, PLANT_RADIUS_M).map(branchOf))
  const nearSectors = (place: Position): readonly SectorReach[] =>
    (sectors.all() as string[]).map((body) => sectorReach(place, JSON.parse(body) as TransmitterSector, terrain)).filter((reach) => reach.distanceM <= reach.reachM * NEARLY_IN_REACH)

  return {
    facts: (addressId: string): PlaceFacts => {
      const place = address(addressId)
      if (!place) return { branches: [], sectors: [], answers: [], waiting: [] }
      const near = nearSpans(place)
      const reach = nearSectors(place)
      const queues = [...near.map((branch) => branch.nodeId), ...reach.map((item) => item.sectorId)]
      return {
        branches: near,
        sectors: reach,
        answers: (answers.all(addressId) as AnswerRow[]).map(answerOf),
        waiting: (waiting.all(JSON.stringify(queues)) as { queueId: string; body: string }[]).map(({ queueId, body }) => ({ ...(JSON.parse(body) as WaitingListEntry), queueId })),
      }
    },
    putAnswers: (addressId: string, fresh: readonly ProviderAnswer[]): void => {
      db.transaction(() => {
        for (const answer of fresh) insertAnswer.run(...answerParameters(addressId, answer))
      }).immediate()
    },
  }
}

/** The spans near a place by the file's own boxes: the port that a faster index may take. */
export function createNearestSpans(db: Db): NearestSpans {
  // The box keeps 32-bit floats rounded outwards: a filter only. Distances come from the span's own coordinates.
  const spans = db.prepare(`SELECT span.body AS span, node.body AS node FROM span_box JOIN span ON span.row = span_box.row JOIN node ON node.id = span.node_id
    WHERE span_box.west <= ? AND span_box.east >= ? AND span_box.south <= ? AND span_box.north >= ?`)
  return (place, withinM) => {
    const around = degreesAround(place.latitude, withinM)
    const rows = spans.all(place.longitude + around.longitude, place.longitude - around.longitude, place.latitude + around.latitude, place.latitude - around.latitude) as { span: string; node: string }[]
    return rows
      .map((row) => nearSpan(place, JSON.parse(row.span) as PlantSpan, JSON.parse(row.node) as PlantNode))
      .filter((near) => near.distanceM <= withinM)
      .sort((a, b) => a.distanceM - b.distanceM || (a.span.id < b.span.id ? -1 : 1))
  }
}

/** Of the spans of one provider, access type, state and node one matters, the others lead to the same ports: the nearest whose drop rule is kept, else the nearest. */
function bestOfEach(found: readonly PlantBranch[]): readonly PlantBranch[] {
  const best = new Map<string, PlantBranch>()
  const isWithin = (branch: PlantBranch): boolean => branch.distanceM <= branch.dropLimitM
  for (const branch of found) {
    const key = [branch.providerId, branch.accessType, branch.status, branch.nodeId].join('|')
    const known = best.get(key)
    if (!known || (isWithin(branch) && !isWithin(known))) best.set(key, branch)
  }
  return [...best.values()].sort((a, b) => a.distanceM - b.distanceM || (a.spanId < b.spanId ? -1 : 1))
}
