import type { GuideRow, UsageBook, UsageWrites } from '../../central/usage/ports.ts'
import type { UsageCandidate, UsageDecision } from '../../../shared/domain/usage-queue.ts'
import type { Db } from '../sql/open.ts'

type Row = { local_id: string; id_kind: GuideRow['idKind']; customer_id: string; id: string; offering_id: string; offering_version: number; from_at: number; to_at: number | null }

/** A link that was released and not made again ends what was metered under it. */
export const ENDED = `(SELECT CASE WHEN sum(l.state = 'linked') > 0 THEN NULL ELSE max(l.released_at) END FROM crosswalk_link l
  WHERE l.provider_id = s.provider_id AND l.local_customer_id = s.local_customer_id AND l.customer_id = s.customer_id)`
const SERVICE = 's.customer_id, s.id, s.offering_id, s.offering_version'

/** Whose an id at a provider is, by what was activated under it and by what people said; beside them the book itself. */
export function usageRepository(db: Db, book: UsageBook): UsageWrites {
  const byLocalId = db.prepare<[string, string], Row>(`SELECT s.local_customer_id AS local_id, 'localCustomer' AS id_kind, ${SERVICE}, a.activated_at AS from_at, ${ENDED} AS to_at
    FROM billing_service s JOIN billing_activation a USING (order_id) WHERE s.provider_id = ? AND s.local_customer_id IN (SELECT value FROM json_each(?)) ORDER BY a.activated_at, s.order_id, s.position`)
  // A sign-in name is the ISP's; what is sold over it may be another's, so every service of the order is a candidate. But only who knows the customer speaks of them.
  const byUser = db.prepare<[string, string], Row>(`SELECT json_extract(a.registration, '$.userIdentifier') AS local_id, 'userIdentifier' AS id_kind, ${SERVICE}, a.activated_at AS from_at, ${ENDED} AS to_at
    FROM billing_activation a JOIN billing_service s USING (order_id) WHERE json_extract(a.registration, '$.userIdentifier') IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM crosswalk_link l WHERE l.provider_id = ? AND l.customer_id = s.customer_id) ORDER BY a.activated_at, s.order_id, s.position`)
  const bySaid = db.prepare<[string, string], Row>(`SELECT o.local_id, o.id_kind, ${SERVICE}, max(o.from_at, a.activated_at) AS from_at, ${ENDED} AS to_at
    FROM usage_owner o JOIN billing_service s ON s.customer_id = o.customer_id JOIN billing_activation a USING (order_id)
    WHERE o.provider_id = ? AND o.id_kind || '|' || o.local_id IN (SELECT value FROM json_each(?)) AND (o.id_kind = 'userIdentifier' OR s.provider_id = o.provider_id) ORDER BY o.seq, a.activated_at, s.order_id, s.position`)
  const closed = db.prepare<[], { period: string }>('SELECT period FROM usage_closed_period ORDER BY period')
  const close = db.prepare('INSERT INTO usage_closed_period (period, closed_at) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const putOwner = db.prepare('INSERT INTO usage_owner (provider_id, local_id, id_kind, customer_id, from_at, user_id, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET from_at = min(from_at, excluded.from_at)')
  const candidates = db.prepare<[string, string, string], UsageCandidate>(`SELECT s.customer_id AS customerId, json_extract(a.registration, '$.givenName') || ' ' || json_extract(a.registration, '$.familyName') AS name,
      s.id AS billingServiceId, s.offering_id AS offeringId, s.local_customer_id AS localCustomerId, a.activated_at AS "from", ${ENDED} AS "to"
    FROM billing_service s JOIN billing_activation a USING (order_id) WHERE s.provider_id = ? AND instr(lower(name || ' ' || s.customer_id || ' ' || coalesce(s.local_customer_id, '') || ' ' || json_extract(a.registration, '$.userIdentifier')), lower(?)) > 0
    ORDER BY instr(lower(name), lower(?)) = 0, a.activated_at DESC, s.id LIMIT 20`)
  const decisions = db.prepare<[number], UsageDecision>(`SELECT provider_id AS providerId, local_id AS localId, id_kind AS idKind, reason, decision, customer_id AS customerId, because, events, user_id AS userId, at FROM usage_decision ORDER BY seq DESC LIMIT ?`)
  const keepDecision = db.prepare('INSERT INTO usage_decision (provider_id, local_id, id_kind, reason, decision, customer_id, because, events, user_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const changes = db.prepare<[], { changes: number }>('SELECT total_changes() AS changes')
  return {
    book,
    revision: () => changes.get()?.changes ?? 0,
    rowsOf: async (providerId, ids) => {
      const named = (kind: GuideRow['idKind']): string => JSON.stringify(ids.filter((id) => id.idKind === kind).map((id) => id.localId))
      const said = bySaid.all(providerId, JSON.stringify(ids.map(({ idKind, localId }) => `${idKind}|${localId}`)))
      const rows = [...byLocalId.all(providerId, named('localCustomer')), ...byUser.all(named('userIdentifier'), providerId), ...said]
      const seen = new Set<string>()
      return rows.map((row) => guideRow(providerId, row)).filter((row) => !seen.has(`${row.idKind}|${row.localId}|${row.billingServiceId}`) && seen.add(`${row.idKind}|${row.localId}|${row.billingServiceId}`))
    },
    closedPeriods: async () => closed.all().map((row) => row.period),
    candidates: async (providerId, text) => candidates.all(providerId, text, text),
    decisions: async (limit) => decisions.all(limit),
    keepDecision: async (one) => void keepDecision.run(one.providerId, one.localId, one.idKind, one.reason, one.decision, one.customerId, one.because, one.events, one.userId, one.at),
    closePeriod: async (period, at) => void close.run(period, at),
    putOwner: async ({ providerId, localId, idKind, customerId, from, userId, at }) => void putOwner.run(providerId, localId, idKind, customerId, from, userId, at),
  }
}

const guideRow = (providerId: string, row: Row): GuideRow => ({
  providerId, localId: row.local_id, idKind: row.id_kind, customerId: row.customer_id, billingServiceId: row.id, offeringId: row.offering_id, offeringVersion: row.offering_version, from: row.from_at, to: row.to_at,
})
