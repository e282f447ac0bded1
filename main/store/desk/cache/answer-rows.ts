import type { AccessType } from '../../../../shared/domain/catalog.ts'
import type { ProviderAnswer } from '../../../../shared/domain/qualification.ts'
import { asId } from '../../../../shared/kernel/ids.ts'

/** An older answer never replaces a newer one, in whatever order they come. */
export const INSERT_ANSWER = `INSERT INTO answer (address_id, provider_id, access_type, over_provider_id, qualified, plan_name, price_micro, downlink_kbps, uplink_kbps, reason_code, answered_at, source)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (address_id, provider_id, access_type, over_provider_id) DO UPDATE SET qualified = excluded.qualified, plan_name = excluded.plan_name, price_micro = excluded.price_micro,
    downlink_kbps = excluded.downlink_kbps, uplink_kbps = excluded.uplink_kbps, reason_code = excluded.reason_code, answered_at = excluded.answered_at, source = excluded.source
  WHERE excluded.answered_at >= answer.answered_at`

export const SELECT_ANSWERS = `SELECT provider_id, access_type, over_provider_id, qualified, plan_name, price_micro, downlink_kbps, uplink_kbps, reason_code, answered_at, source
  FROM answer WHERE address_id = ? ORDER BY provider_id, access_type, over_provider_id`

export type AnswerRow = {
  readonly provider_id: string; readonly access_type: AccessType; readonly over_provider_id: string; readonly qualified: number; readonly plan_name: string | null; readonly price_micro: number | null
  readonly downlink_kbps: number | null; readonly uplink_kbps: number | null; readonly reason_code: string | null; readonly answered_at: number; readonly source: ProviderAnswer['source']
}

/** Values of INSERT_ANSWER in its order. */
export const answerParameters = (addressId: string, answer: ProviderAnswer): readonly (string | number | null)[] => [
  addressId, answer.providerId, answer.accessType, answer.overProviderId ?? '', answer.qualified ? 1 : 0, answer.planName, answer.priceMicro, answer.downlinkKbps, answer.uplinkKbps,
  answer.reasonCode, answer.answeredAt, answer.source,
]

/** One row of SELECT_ANSWERS as the domain's answer. */
export const answerOf = (row: AnswerRow): ProviderAnswer => ({
  providerId: asId(row.provider_id), accessType: row.access_type, qualified: row.qualified === 1, planName: row.plan_name, priceMicro: row.price_micro, downlinkKbps: row.downlink_kbps, uplinkKbps: row.uplink_kbps,
  reasonCode: row.reason_code, overProviderId: row.over_provider_id === '' ? null : asId(row.over_provider_id), answeredAt: row.answered_at, source: row.source,
})
