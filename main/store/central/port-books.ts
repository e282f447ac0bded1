import type { WaitingListEntry } from '../../../shared/domain/waiting-list.ts'
import type { PortBookWrites, ScarceThing } from '../../central/port-book/ports.ts'
import type { LentTurn } from '../../../shared/engines/qualification/take-port.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type ThingRow = { queueId: string; providerId: string; accessType: string; revision: number; total: number | null; free: number | null }
type PortRow = { portId: string; holder: string | null; place: string | null; until: number | null; assigned: number }
type LineRow = Pick<WaitingListEntry, 'id' | 'priorityClass' | 'since' | 'distanceM' | 'place'>

/** The ports of scarce things. A port changes hands only from who is supposed to have it: the second net under the engine. */
export function portBookRepository(db: Db): PortBookWrites {
  const thingAt = db.prepare<[string], ThingRow>('SELECT queue_id AS queueId, provider_id AS providerId, access_type AS accessType, revision, record_total AS total, record_free AS free FROM port_thing WHERE queue_id = ?')
  const portsOf = db.prepare<[string], PortRow>('SELECT port_id AS portId, holder, place, until, assigned FROM port WHERE queue_id = ?')
  const lineOf = db.prepare<[string], LineRow>('SELECT entry_id AS id, priority_class AS priorityClass, since, distance_m AS distanceM, place FROM port_line WHERE queue_id = ?')
  const queueOf = db.prepare<[string, string], { queueId: string }>('SELECT queue_id AS queueId FROM port WHERE holder = ? UNION ALL SELECT queue_id FROM port_line WHERE entry_id = ?')
  const released = db.prepare<[string], { orderId: string }>('SELECT order_id AS orderId FROM port_release WHERE order_id = ?')
  const open = db.prepare('INSERT INTO port_thing (queue_id, provider_id, access_type, revision) VALUES (?, ?, ?, 0)')
  const move = db.prepare('UPDATE port_thing SET revision = ? WHERE queue_id = ? AND revision = ?')
  const add = db.prepare('INSERT INTO port (queue_id, port_id, holder) VALUES (?, ?, NULL)')
  const remove = db.prepare('DELETE FROM port WHERE queue_id = ? AND port_id = ? AND holder IS NULL')
  const give = db.prepare('UPDATE port SET holder = ? WHERE queue_id = ? AND port_id = ? AND holder IS NULL')
  const free = db.prepare('UPDATE port SET holder = NULL, place = NULL, until = NULL, assigned = 0 WHERE queue_id = ? AND port_id = ? AND holder = ?')
  const term = db.prepare('UPDATE port SET place = ?, until = ?, assigned = ? WHERE queue_id = ? AND port_id = ? AND holder = ?')
  const assign = db.prepare('UPDATE port SET assigned = 1, until = NULL WHERE holder = ?')
  const due = db.prepare<[number], { queueId: string }>('SELECT DISTINCT queue_id AS queueId FROM port WHERE until IS NOT NULL AND until <= ? ORDER BY queue_id')
  const planned = db.prepare<[], { queueId: string }>('SELECT queue_id AS queueId FROM port_thing WHERE record_total IS NOT NULL ORDER BY queue_id')
  const record = db.prepare('UPDATE port_thing SET record_total = ?, record_free = ? WHERE queue_id = ?')
  const join = db.prepare('INSERT INTO port_line (entry_id, queue_id, priority_class, since, distance_m, place) VALUES (?, ?, ?, ?, ?, ?)')
  const leave = db.prepare('DELETE FROM port_line WHERE queue_id = ? AND entry_id = ?')
  const mark = db.prepare('INSERT INTO port_release (order_id, at) VALUES (?, ?) ON CONFLICT (order_id) DO NOTHING')
  const turn = db.prepare<[string], { document: string }>('SELECT document FROM port_turn WHERE order_id = ?')
  const lend = db.prepare('INSERT INTO port_turn (order_id, document) VALUES (?, ?) ON CONFLICT (order_id) DO UPDATE SET document = excluded.document')
  const unmark = db.prepare('DELETE FROM port_release WHERE order_id = ?')
  return {
    turnOf: async (orderId) => {
      const row = turn.get(orderId)
      return row ? (JSON.parse(row.document) as LentTurn) : null
    },
    keepTurn: async (orderId, lent) => void lend.run(orderId, JSON.stringify(lent)),
    takeBackRelease: async (orderId) => void unmark.run(orderId),
    find: async (queueId) => {
      const row = thingAt.get(queueId)
      if (!row) return null
      const { revision, total, free: recordFree, ...kept } = row
      const thing = kept as ScarceThing
      return { thing, revision, record: total === null || recordFree === null ? null : { total, free: recordFree }, ports: portsOf.all(queueId).map(({ assigned, ...port }) => ({ ...port, isAssigned: assigned === 1 })), waiting: lineOf.all(queueId).map((entry) => ({ ...entry, ...thing })) }
    },
    queueOf: async (orderId) => queueOf.get(orderId, orderId)?.queueId ?? null,
    isReleased: async (orderId) => released.get(orderId) !== undefined,
    due: async (now) => due.all(now).map(({ queueId }) => queueId),
    planned: async () => planned.all().map(({ queueId }) => queueId),
    keepRecord: async (queueId, { total, free: left }) => changeOne(record.run(total, left, queueId), 'keep record'),
    open: async (thing) => changeOne(open.run(thing.queueId, thing.providerId, thing.accessType), 'open port book'),
    change: async ({ queueId, from, to, added, removed, given, freed, termed, joined, left }) => {
      changeOne(move.run(to, queueId, from), 'move port book')
      for (const portId of added) changeOne(add.run(queueId, portId), 'add port')
      for (const { portId, holder } of freed) changeOne(free.run(queueId, portId, holder), 'free port')
      for (const portId of removed) changeOne(remove.run(queueId, portId), 'remove port')
      for (const { portId, holder } of given) changeOne(give.run(holder, queueId, portId), 'give port')
      for (const { portId, holder, place, until, isAssigned } of termed) changeOne(term.run(place, until, isAssigned ? 1 : 0, queueId, portId, holder), 'keep terms')
      for (const entry of joined) changeOne(join.run(entry.id, queueId, entry.priorityClass, entry.since, entry.distanceM, entry.place), 'join line')
      for (const entryId of left) changeOne(leave.run(queueId, entryId), 'leave line')
    },
    assign: async (orderId) => void assign.run(orderId),
    markReleased: async (orderId, at) => void mark.run(orderId, at),
  }
}
