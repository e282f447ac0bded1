import { z } from 'zod'
import type { KeptSession, OwedUsage, RadiusWrites } from '../../central/usage/radius/ports.ts'
import type { AccountingRecord } from '../../central/usage/radius/accounting.ts'
import type { SessionState } from '../../central/usage/radius/sessions.ts'
import type { Db } from '../sql/open.ts'

const zRecord: z.ZodType<AccountingRecord> = z.object({
  status: z.enum(['start', 'interim', 'stop', 'on', 'off']), nas: z.string(), sessionId: z.string().nullable(), userName: z.string().nullable(), inputOctets: z.int(), outputOctets: z.int(), sessionSeconds: z.int(), at: z.int(), isStamped: z.boolean(),
})
const zState: z.ZodType<SessionState> = z.object({ startedAt: z.int(), last: zRecord, charged: z.int(), chargedBefore: z.int(), end: z.enum(['stop', 'lost']).nullable() })
const zRow = z.object({ state: zState, owed: z.array(z.object({ due: z.object({ record: zRecord, charged: z.int() }), heardAt: z.int() })), usageIds: z.array(z.string()) })

const zRestart = z.object({ restartedAt: z.int() })

type Row = { client: string; session: string; record: string }
/** Sorts behind every text that begins the same. */
const END = '\u{10ffff}'

/** The accounting sessions of network access servers, one row each, keyed by NAS, id, user and beginning. */
export function radiusRepository(db: Db): RadiusWrites {
  const between = db.prepare<[string, string, string], Row>('SELECT client, session, record FROM radius_session WHERE client = ? AND session >= ? AND session < ? ORDER BY session')
  const open = db.prepare<[string, string, string], Row>('SELECT client, session, record FROM radius_session WHERE client = ? AND session >= ? AND session < ? AND is_ended = 0 ORDER BY session')
  const owing = db.prepare<[], Row>("SELECT client, session, record FROM radius_session WHERE is_ended = 0 AND json_array_length(record, '$.owed') > 0 ORDER BY client, session")
  const one = db.prepare<[string, string], Row>('SELECT client, session, record FROM radius_session WHERE client = ? AND session = ?')
  const countOpen = db.prepare<[string], { n: number }>("SELECT count(*) AS n FROM radius_session WHERE client = ? AND is_ended = 0 AND json_extract(record, '$.state.end') IS NULL")
  const put = db.prepare('INSERT INTO radius_session (client, session, record, is_ended, heard_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET record = excluded.record, is_ended = excluded.is_ended, heard_at = excluded.heard_at')
  const strike = db.prepare('UPDATE radius_session SET record = ?, is_ended = ? WHERE client = ? AND session = ?')
  const forget = db.prepare('DELETE FROM radius_session WHERE is_ended = 1 AND heard_at < ?')
  const under = (statement: typeof between, providerId: string, parts: readonly (string | null)[]): readonly KeptSession[] => {
    const prefix = prefixOf(parts)
    return statement.all(providerId, prefix, prefix + END).map(readRow)
  }
  return {
    named: (providerId, { nas, sessionId, userName }) => under(between, providerId, [nas, sessionId, userName]),
    openOf: (providerId, nas) => under(open, providerId, [nas]).filter(({ state }) => state.end === null),
    withId: (providerId, { nas, sessionId }) => under(between, providerId, [nas, sessionId]).toSorted((a, b) => b.state.startedAt - a.state.startedAt),
    restartedAt: (providerId, nas) => {
      const row = one.get(providerId, restartOf(nas))
      return row ? zRestart.parse(JSON.parse(row.record)).restartedAt : null
    },
    putRestart: (providerId, { nas, at, heardAt }) => void put.run(providerId, restartOf(nas), JSON.stringify({ restartedAt: at }), 1, heardAt),
    owed: () => owing.all().flatMap((row) => readRow(row).owed.map((owed): OwedUsage => ({ ...owed, providerId: row.client, place: row.session, usageId: null }))),
    countOpen: (providerId) => countOpen.get(providerId)?.n ?? 0,
    put: (providerId, { place, state, owed, usageIds }, heardAt) => {
      const { nas, sessionId, userName } = state.last
      const session = place ?? `${prefixOf([nas, sessionId, userName])}${state.startedAt}`
      put.run(providerId, session, JSON.stringify({ state, owed, usageIds }), isOver(state, owed.length), heardAt)
      return session
    },
    strike: (paid) => {
      for (const { providerId, place, due, usageId } of paid) {
        const row = one.get(providerId, place)
        if (!row) continue
        const { state, owed, usageIds } = readRow(row)
        const left = owed.filter((other) => other.due.charged !== due.charged)
        strike.run(JSON.stringify({ state, owed: left, usageIds: usageId === null || usageIds.includes(usageId) ? usageIds : [...usageIds, usageId] }), isOver(state, left.length), providerId, place)
      }
    },
    forget: (before) => forget.run(before).changes,
  }
}

const isOver = (state: SessionState, owed: number): number => (state.end !== null && owed === 0 ? 1 : 0)
/** A line each: what NAS and subscribers call themselves has no line end once it is JSON. */
const prefixOf = (parts: readonly (string | null)[]): string => parts.map((part) => `${JSON.stringify(part)}\n`).join('')
/** No session's key: what follows the NAS of one is JSON. */
const restartOf = (nas: string): string => `${prefixOf([nas])}~`
const readRow = ({ session, record }: Row): KeptSession => ({ place: session, ...zRow.parse(JSON.parse(record)) })
