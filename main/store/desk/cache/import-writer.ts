import type { PlantSpan } from '../../../../shared/domain/plant.ts'
import { assertNever } from '../../../../shared/kernel/result.ts'
import type { Db } from '../../sql/open.ts'
import { answerParameters, INSERT_ANSWER } from './answer-rows.ts'
import type { ImportBatch, ImportCheckpoint, ImportCounts, ImportedPlace, ImportItem, ImportRefusal, TerritoryImport } from './import-port.ts'
import { createPlaceQueries } from './places.ts'
import type { Settings } from './settings.ts'
import { boundsOf, clearTerritory, createPlaceWriter } from './territory-writer.ts'

/** More refusals than this of one file are counted and not kept: nobody reads them. */
const REFUSALS_KEPT = 10_000
const NOT_HERE = 'the address is not in the territory'
const INSERT_NEWER_ANSWER = INSERT_ANSWER.replace('excluded.answered_at >=', 'excluded.answered_at >')

export function createTerritoryImport(db: Db, settings: Pick<Settings, 'territory' | 'putTerritoryInfo' | 'providerNames' | 'putProviderNames'>): TerritoryImport {
  const select = db.prepare('SELECT line, byte_offset, is_done, state, written, known, refused FROM import_file WHERE key = ?')
  const save = db.prepare(`INSERT INTO import_file (key, path, line, byte_offset, is_done, state, written, known, refused) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET path = excluded.path, line = excluded.line, byte_offset = excluded.byte_offset, is_done = excluded.is_done, state = excluded.state,
      written = import_file.written + excluded.written, known = import_file.known + excluded.known, refused = import_file.refused + excluded.refused`)
  const refuse = db.prepare('INSERT INTO import_refusal (key, line, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  const kept = db.prepare('SELECT count(*) FROM import_refusal WHERE key = ?').pluck()
  const put = createItemWriter(db)
  const checkpoint = (key: string): ImportCheckpoint | null => {
    const row = select.get(key) as { line: number; byte_offset: number; is_done: number; state: string; written: number; known: number; refused: number } | undefined
    return row ? { line: row.line, offset: row.byte_offset, isDone: row.is_done === 1, state: row.state, written: row.written, known: row.known, refused: row.refused } : null
  }
  const commit = db.transaction((batch: ImportBatch): ImportCounts => {
    let written = 0
    const refused = [...batch.refused]
    for (const { line, item } of batch.items) {
      const outcome = put(item)
      if (typeof outcome === 'string') refused.push({ line, reason: outcome })
      else if (outcome) written++
    }
    const counts = { written, known: batch.items.length + batch.refused.length - written - refused.length, refused: refused.length }
    let room = refused.length === 0 ? 0 : REFUSALS_KEPT - (kept.get(batch.key) as number)
    for (const { line, reason } of refused) if (room-- > 0) refuse.run(batch.key, line, reason)
    save.run(batch.key, batch.path, batch.line, batch.offset, batch.isDone ? 1 : 0, batch.state, counts.written, counts.known, counts.refused)
    return counts
  })
  return {
    isImported: () => db.prepare('SELECT 1 FROM import_file LIMIT 1').get() !== undefined,
    begin: (info) => {
      db.transaction(() => {
        if (settings.territory()?.name !== info.name) clearTerritory(db)
        settings.putTerritoryInfo(info)
      }).immediate()
      // Ids are hashes and fall anywhere in their index: a million of them want more than the usual 2 MB of pages at hand.
      db.pragma('cache_size = -65536')
    },
    nameProviders: (names) => {
      if (Object.keys(names).length > 0) settings.putProviderNames({ ...settings.providerNames(), ...names })
    },
    checkpoint,
    commit: (batch) => commit.immediate(batch),
    refusals: (key, limit) => db.prepare('SELECT line, reason FROM import_refusal WHERE key = ? ORDER BY line LIMIT ?').all(key, limit) as ImportRefusal[],
    reference: () => (db.prepare('SELECT latitude, longitude FROM addr LIMIT 1').get() as { latitude: number; longitude: number } | undefined) ?? null,
  }
}

/** True: something is new. False: all of it was known. A text: why it cannot be kept. */
function createItemWriter(db: Db): (item: ImportItem) => boolean | string {
  const putPlace = createPlaceWriter(db)
  const hasUnits = db.prepare('UPDATE addr SET needs_unit = 1 WHERE id = ? AND needs_unit = 0')
  const putHash = db.prepare('INSERT INTO addr_hash (hash, address_id) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const byHash = db.prepare('SELECT address_id FROM addr_hash WHERE hash = ?').pluck()
  const group = db.prepare(`UPDATE addr SET block_group = ? WHERE id = ? AND block_group = ''`)
  const answer = db.prepare(INSERT_NEWER_ANSWER)
  const claim = db.prepare(`INSERT INTO cell_claim (cell, provider_id, technology, location_id, access_type, brand, frn, block, downlink_kbps, uplink_kbps, is_low_latency, customers, source, as_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET downlink_kbps = excluded.downlink_kbps, uplink_kbps = excluded.uplink_kbps, source = excluded.source, as_of = excluded.as_of WHERE excluded.as_of > cell_claim.as_of`)
  const node = db.prepare('INSERT INTO node (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body WHERE body <> excluded.body')
  const knownNode = db.prepare('SELECT 1 FROM node WHERE id = ?')
  const knownSpan = db.prepare(`SELECT row, body FROM span WHERE json_extract(body, '$.id') = ? AND node_id = ?`)
  const span = db.prepare('INSERT INTO span (node_id, body) VALUES (?, ?)')
  const changeSpan = db.prepare('UPDATE span SET body = ? WHERE row = ?')
  const box = db.prepare('INSERT OR REPLACE INTO span_box (row, west, east, south, north) VALUES (?, ?, ?, ?, ?)')
  const sector = db.prepare('INSERT INTO sector (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body WHERE body <> excluded.body')
  const { address } = createPlaceQueries(db)
  const waiting = db.prepare('INSERT INTO waiting (id, queue_id, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET queue_id = excluded.queue_id, body = excluded.body WHERE body <> excluded.body')
  const isQueue = db.prepare('SELECT 1 FROM node WHERE id = @id UNION ALL SELECT 1 FROM sector WHERE id = @id LIMIT 1')
  const putUnits = ({ premiseId, units, origin }: Extract<ImportItem, { kind: 'units' }>): boolean | string => {
    const premise = address(premiseId)
    if (!premise) return NOT_HERE
    const isNewPremise = hasUnits.run(premiseId).changes === 1
    return units.reduce((isNew, { id, unit }) => putPlace({ ...premise, id, parentId: premiseId, unit, needsUnit: false, origin }) || isNew, isNewPremise)
  }
  const place = ({ place: it, premise, hash }: ImportedPlace): boolean => {
    let isNew = false
    if (premise) isNew = putPlace({ ...premise, needsUnit: true }) || hasUnits.run(premise.id).changes === 1
    if (putPlace(it)) isNew = true
    if (hash) putHash.run(hash, it.id)
    return isNew
  }
  const putSpan = (it: PlantSpan): boolean | string => {
    if (!knownNode.get(it.nodeId)) return `the span ${it.id} leads to no node that is known`
    const body = JSON.stringify(it)
    const row = knownSpan.get(it.id, it.nodeId) as { row: number; body: string } | undefined
    if (row?.body === body) return false
    const id = row === undefined ? span.run(it.nodeId, body).lastInsertRowid : row.row
    if (row) changeSpan.run(body, id)
    box.run(id, ...boundsOf(it))
    return true
  }
  return (item) => {
    switch (item.kind) {
      case 'place': return place(item)
      case 'answers': {
        const known = item.hash === null ? undefined : (byHash.get(item.hash) as string | undefined)
        if (known === undefined && !item.placed) return 'no address of the territory has this hash, and the line names none'
        const isNew = known === undefined ? place(item.placed!) : false
        const id = known ?? item.placed!.place.id
        if (item.blockGroup !== '') group.run(item.blockGroup, id)
        return item.answers.reduce((changed, one) => answer.run(...answerParameters(id, one)).changes === 1 || changed, isNew)
      }
      case 'claim': {
        const { claim: it } = item
        return claim.run(it.cell, it.providerId, it.technology, it.locationId, it.accessType, it.brand, it.frn, it.block, it.downlinkKbps, it.uplinkKbps, it.isLowLatency ? 1 : 0, it.customers, it.source, it.asOf).changes === 1
      }
      case 'node': return node.run(item.node.id, JSON.stringify(item.node)).changes === 1
      case 'span': return putSpan(item.span)
      case 'units': return putUnits(item)
      case 'refusedAt': return address(item.addressId) ? answer.run(...answerParameters(item.addressId, item.answer)).changes === 1 : NOT_HERE
      case 'waiting': {
        const { entry } = item
        if (!address(entry.place)) return NOT_HERE
        return isQueue.get({ id: entry.queueId }) ? waiting.run(entry.id, entry.queueId, JSON.stringify(entry)).changes === 1 : `nothing that is waited for is called ${entry.queueId.slice(0, 60)}`
      }
      case 'sector': return sector.run(item.sector.id, JSON.stringify(item.sector)).changes === 1
      default: return assertNever(item)
    }
  }
}
