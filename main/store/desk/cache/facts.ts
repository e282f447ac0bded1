import type { NearestSpans, PlantBranch, Position } from '../../../../shared/domain/plant.ts'
import type { ProviderAnswer } from '../../../../shared/domain/qualification.ts'
import type { SectorReach, Terrain, TransmitterSector } from '../../../../shared/domain/radio.ts'
import type { PortBookState, WaitingListEntry } from '../../../../shared/domain/waiting-list.ts'
import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import { estimatesAround } from '../../../../shared/engines/estimate/estimates-around.ts'
import { withBooks } from '../../../../shared/engines/qualification/with-books.ts'
import { branchOf } from '../../../../shared/engines/reach/branch-reach.ts'
import { toLocalMetres } from '../../../../shared/engines/reach/local-metres.ts'
import { sectorReach } from '../../../../shared/engines/reach/sector-reach.ts'
import type { Db } from '../../sql/open.ts'
import { createTableSpans } from './table-spans.ts'
import { createAnsweredHouses } from './answered-houses.ts'
import { answerOf, answerParameters, INSERT_ANSWER, SELECT_ANSWERS } from './answer-rows.ts'
import type { AnswerRow } from './answer-rows.ts'
import type { PlaceFacts } from './cache.ts'

/** How far around a premise plant is looked for: what lies farther is not worth a sentence to a caller. */
const PLANT_RADIUS_M = 500
/** A sector is told of when the premise is within this many times its reach. */
const NEARLY_IN_REACH = 1.5

/**
 * What is known of one premise, gathered for the qualification engine; and the door by which fresh answers come in. `nearestSpans` may
 * leave out spans that `bestOfEach` would. `allSectors`: each of the territory, by id.
 */
export function createFactsQueries(db: Db, address: (id: string) => GeographicAddress | null, terrain: Terrain | null = null, nearestSpans: NearestSpans = createTableSpans(db), allSectors: () => readonly TransmitterSector[] = createTableSectors(db)) {
  const answers = db.prepare(SELECT_ANSWERS)
  const answeredHouses = createAnsweredHouses(db)
  const insertAnswer = db.prepare(INSERT_ANSWER)
  const bookRows = db.prepare('SELECT body FROM port_book WHERE queue_id IN (SELECT value FROM json_each(?))').pluck()
  const houses = db.prepare("SELECT DISTINCT json_extract(one.value, '$.place') FROM port_book, json_each(body, '$.promised') one WHERE json_extract(one.value, '$.until') > ? ORDER BY 1").pluck()
  const waiting = db.prepare('SELECT queue_id AS queueId, body FROM waiting WHERE queue_id IN (SELECT value FROM json_each(?)) ORDER BY id')

  const nearSpans = (place: Position): readonly PlantBranch[] => bestOfEach(nearestSpans(place, PLANT_RADIUS_M).map(branchOf))
  const nearSectors = (place: Position): readonly SectorReach[] =>
    allSectors().filter((sector) => isNearly(place, sector)).map((sector) => sectorReach(place, sector, terrain))

  return {
    facts: (addressId: string): PlaceFacts => {
      const place = address(addressId)
      if (!place) return { branches: [], sectors: [], answers: [], waiting: [] }
      const near = nearSpans(place)
      const reach = nearSectors(place)
      const known = [...near, ...reach].map(({ providerId }) => providerId)
      const queues = [...near.map((branch) => branch.nodeId), ...reach.map((item) => item.sectorId)]
      const named = JSON.stringify(queues)
      return withBooks({
        branches: near,
        sectors: reach,
        answers: (answers.all(addressId) as AnswerRow[]).map(answerOf),
        waiting: (waiting.all(named) as { queueId: string; body: string }[]).map(({ queueId, body }) => ({ ...(JSON.parse(body) as WaitingListEntry), queueId })),
        // Where a provider's plant is known it speaks for itself.
        estimates: estimatesAround(place, answeredHouses(place, known), known),
      }, (bookRows.all(named) as readonly string[]).map((body) => JSON.parse(body) as PortBookState))
    },
    keptHouses: (now: number): readonly string[] => houses.all(now) as string[],
    putAnswers: (addressId: string, fresh: readonly ProviderAnswer[]): void => {
      db.transaction(() => {
        for (const answer of fresh) insertAnswer.run(...answerParameters(addressId, answer))
      }).immediate()
    },
  }
}

/** Before any ground is walked over: a way through hills costs more than all else that is asked of a sector. The distance is rounded as the answer tells it. */
function isNearly(place: Position, sector: TransmitterSector): boolean {
  const { eastM, northM } = toLocalMetres(place, sector)
  return Math.round(Math.hypot(eastM, northM)) <= sector.reachM * NEARLY_IN_REACH
}

/** All sectors, read anew each time. */
export function createTableSectors(db: Db): () => readonly TransmitterSector[] {
  const sectors = db.prepare('SELECT body FROM sector ORDER BY id').pluck()
  return () => (sectors.all() as string[]).map((body) => JSON.parse(body) as TransmitterSector)
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
