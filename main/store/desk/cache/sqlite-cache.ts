import type { PlantNode, PlantSpan } from '../../../../shared/domain/plant.ts'
import type { Terrain } from '../../../../shared/domain/radio.ts'
import type { Db } from '../../sql/open.ts'
import type { Cache } from './cache.ts'
import type { TerritoryImport } from './import-port.ts'
import { createBills } from './bills.ts'
import { createFactsQueries } from './facts.ts'
import { createTerritoryImport } from './import-writer.ts'
import { createPeople } from './people.ts'
import { createPlaceQueries } from './places.ts'
import { createPlantIndex } from './plant-index.ts'
import { createPlantNear } from './plant-near.ts'
import { createPlansFound } from './plans-found.ts'
import { createProjection } from './projection.ts'
import { createSearch } from './search.ts'
import { createSettings } from './settings.ts'
import { createUsagePacks } from './usage-packs.ts'
import { createTerritoryPages } from './territory-pages.ts'
import { createTerritoryWriter } from './territory-writer.ts'

/** Pages at hand of the file. */
const PAGES_KB = 16_384

/** The cache over an open database of the current version. It owns the connection from here on. */
export function createSqliteCache(db: Db, terrain: Terrain | null = null): Cache {
  // The bodies of plant around a house lie on a hundred pages; decrypted anew they would be half of an answer's time.
  db.pragma(`cache_size = -${PAGES_KB}`)
  const settings = createSettings(db)
  const places = createPlaceQueries(db)
  const plant = createPlantIndex(db)
  const facts = createFactsQueries(db, places.address, terrain, plant.deciding, plant.sectors)
  const people = createPeople(db)
  const bills = createBills(db)
  const usage = createUsagePacks(db)
  const writeTerritory = createTerritoryWriter(db, settings)
  const addresses = createSearch(db)
  const forget = (): void => {
    addresses.forget()
    plant.forget()
  }
  return {
    ...settings,
    putTerritory: (content) => {
      writeTerritory(content)
      forget()
    },
    territoryImport: () => forgetting(createTerritoryImport(db, settings), addresses.forget, plant.forget),
    placesChanged: forget,
    prepareSearch: async (pause) => {
      const isReady = await addresses.prepare(pause)
      await plant.prepare(pause)
      return isReady
    },
    territoryPages: createTerritoryPages(db),
    plansFound: createPlansFound(db, settings),
    address: places.address,
    units: places.units,
    search: addresses.search,
    facts: facts.facts,
    keptHouses: facts.keptHouses,
    putAnswers: facts.putAnswers,
    plantNear: createPlantNear(plant),
    plant: () => ({ nodes: () => bodiesOf<PlantNode>(db, 'SELECT body FROM node ORDER BY id'), spans: () => bodiesOf<PlantSpan>(db, `SELECT body FROM span ORDER BY json_extract(body, '$.id'), row`) }),
    ...people.reads,
    ...bills.reads,
    ...usage.reads,
    ...createProjection(db, { bills: bills.writer, usage: usage.writer, indexPeople: people.index, putTerritoryOffered: settings.putTerritoryOffered, takeCatalog: settings.takeCatalog, tryPutAside: settings.tryPutAside, address: places.address, cursor: settings.cursor, putCursor: settings.putCursor }),
    counts: () => db.prepare(COUNTS).get() as ReturnType<Cache['counts']>,
    close: () => db.close(),
  }
}

function* bodiesOf<T>(db: Db, sql: string): Generator<T> {
  for (const body of db.prepare(sql).pluck().iterate() as Iterable<string>) yield JSON.parse(body) as T
}

/** The search is built anew once a file is in, not at each of its batches: until then it answers from what it had. Plant is never answered from what was. */
const forgetting = (territory: TerritoryImport, forgetSearch: () => void, forgetPlant: () => void): TerritoryImport => ({
  ...territory,
  begin: (info) => {
    territory.begin(info)
    forgetSearch()
    forgetPlant()
  },
  commit: (batch) => {
    const counts = territory.commit(batch)
    forgetPlant()
    if (batch.isDone) forgetSearch()
    return counts
  },
})

const COUNTS = `SELECT (SELECT count(*) FROM addr WHERE unit = '') AS addresses, (SELECT count(*) FROM addr WHERE unit <> '') AS units, (SELECT count(*) FROM street) AS streets,
  (SELECT count(*) FROM answer) AS answers, (SELECT count(*) FROM span) AS spans, (SELECT count(*) FROM sector) AS sectors,
  (SELECT count(*) FROM customer) AS customers, (SELECT count(*) FROM remote_order) AS orders`
