import type { Assignment, AssignmentState, Hold, IpPool, IpRule } from '../../../shared/domain/addressing.ts'
import type { AccessType } from '../../../shared/domain/catalog.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { assert } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { AddressingReads, AddressingWrites, AddressRecord } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type Row = {
  row_id: number; pool_id: string; address: string; state: AssignmentState | 'ended'; until: Instant | null; ended_why: 'lapsed' | 'released' | null
  order_id: string; customer_id: string; rule_id: string; hold_id: string; held_at: Instant; hold_until: Instant
}

const SELECT = 'SELECT row_id, pool_id, address, state, until, ended_why, order_id, customer_id, rule_id, hold_id, held_at, hold_until FROM address_assignment'

/** Who has which address, with history. That an address is given once is a unique index, not a promise of this code. */
export function addressingRepository(db: Db): AddressingWrites {
  const insertHold = db.prepare(`INSERT INTO address_assignment (pool_id, address, state, until, order_id, customer_id, rule_id, hold_id, held_at, hold_until) VALUES (?, ?, 'held', ?, ?, ?, ?, ?, ?, ?)`)
  const setState = db.prepare(`UPDATE address_assignment SET state = ?, until = ? WHERE row_id = ? AND state <> 'ended'`)
  const end = db.prepare(`UPDATE address_assignment SET state = 'ended', ended_why = ?, ended_at = ? WHERE row_id = ? AND state <> 'ended'`)
  const endLapsed = db.prepare(`UPDATE address_assignment SET state = 'ended', ended_why = 'lapsed', ended_at = ? WHERE pool_id = ? AND state IN ('held', 'quarantined') AND until <= ?`)
  const markReleased = db.prepare('INSERT INTO address_release (order_id, released_at) VALUES (?, ?) ON CONFLICT (order_id) DO NOTHING')
  return {
    ...addressingReads(db),
    ...planWrites(db),
    insertHold: async (hold, heldAt) =>
      changeOne(insertHold.run(hold.poolId, hold.address, hold.until, hold.orderId, hold.customerId, hold.ruleId, hold.id, heldAt, hold.until), 'insert hold'),
    setState: async (rowId, change) => changeOne(setState.run(change.state, change.until, rowId), 'set address state'),
    end: async (rowId, change) => changeOne(end.run(change.why, change.at, rowId), 'end address'),
    markReleased: async (orderId, at) => void markReleased.run(orderId, at),
    endLapsed: async (poolId, now) => void endLapsed.run(now, poolId, now),
  }
}

function addressingReads(db: Db): AddressingReads {
  const pools = db.prepare<[], PoolRow>('SELECT id, name, cidr, reserved, quarantine_ms FROM ip_pool WHERE is_retired = 0 ORDER BY id')
  const pool = db.prepare<[string], PoolRow>('SELECT id, name, cidr, reserved, quarantine_ms FROM ip_pool WHERE id = ?')
  const rules = db.prepare<[], RuleRow>('SELECT id, weight, isp_id, access_type, offering_id, pool_id, strategy, hold_ms FROM ip_rule ORDER BY weight DESC, id')
  const takenIn = db.prepare<[string], { address: string }>(`SELECT address FROM address_assignment WHERE pool_id = ? AND state <> 'ended'`)
  const lastOfOrder = db.prepare<[string], Row>(`${SELECT} WHERE order_id = ? ORDER BY row_id DESC LIMIT 1`)
  const isReleased = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM address_release WHERE order_id = ?')
  const live = db.prepare<[string | null, string | null], Row>(`${SELECT} WHERE state <> 'ended' AND (? IS NULL OR pool_id = ?) ORDER BY row_id`)
  return {
    pools: async () => pools.all().map(ipPool),
    pool: async (poolId) => {
      const row = pool.get(poolId)
      assert(row, `no pool ${poolId}`)
      return ipPool(row)
    },
    rules: async () => rules.all().map(ipRule),
    takenIn: async (poolId) => takenIn.all(poolId).map((row) => row.address),
    lastOfOrder: async (orderId) => {
      const row = lastOfOrder.get(orderId)
      return row ? addressRecord(row) : null
    },
    isReleased: async (orderId) => (isReleased.get(orderId)?.n ?? 0) > 0,
    live: async (poolId) => live.all(poolId, poolId).map(assignment),
  }
}

function planWrites(db: Db): Pick<AddressingWrites, 'replacePlan'> {
  const retirePools = db.prepare('UPDATE ip_pool SET is_retired = 1')
  const putPool = db.prepare(`INSERT INTO ip_pool (id, name, cidr, reserved, quarantine_ms, is_retired) VALUES (?, ?, ?, ?, ?, 0)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, cidr = excluded.cidr, reserved = excluded.reserved, quarantine_ms = excluded.quarantine_ms, is_retired = 0`)
  const dropRules = db.prepare('DELETE FROM ip_rule')
  const putRule = db.prepare('INSERT INTO ip_rule (id, weight, isp_id, access_type, offering_id, pool_id, strategy, hold_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  return {
    replacePlan: async (pools, rules) => {
      retirePools.run()
      dropRules.run()
      for (const pool of pools) changeOne(putPool.run(pool.id, pool.name, pool.cidr, JSON.stringify(pool.reserved), pool.quarantineMs), 'put pool')
      for (const { id, weight, filter, poolId, strategy, holdMs } of rules)
        changeOne(putRule.run(id, weight, filter.ispId, filter.accessType, filter.offeringId, poolId, strategy, holdMs), 'put rule')
    },
  }
}

type PoolRow = { id: string; name: string; cidr: string; reserved: string; quarantine_ms: number }
const ipPool = (row: PoolRow): IpPool => ({ id: row.id, name: row.name, cidr: row.cidr, reserved: JSON.parse(row.reserved) as string[], quarantineMs: row.quarantine_ms })

type RuleRow = { id: string; weight: number; isp_id: string | null; access_type: AccessType | null; offering_id: string | null; pool_id: string; strategy: IpRule['strategy']; hold_ms: number }
const ipRule = (row: RuleRow): IpRule => ({
  id: row.id,
  weight: row.weight,
  filter: { ispId: row.isp_id === null ? null : asId(row.isp_id), accessType: row.access_type, offeringId: row.offering_id },
  poolId: row.pool_id,
  strategy: row.strategy,
  holdMs: row.hold_ms,
})

const hold = (row: Row): Hold => ({ id: row.hold_id, poolId: row.pool_id, ruleId: row.rule_id, address: row.address, orderId: asId(row.order_id), customerId: asId(row.customer_id), until: row.hold_until })

/** An ended row reads as the hold it was: its state is told by `ended`. */
const assignment = (row: Row): Assignment => ({
  poolId: row.pool_id,
  address: row.address,
  state: row.state === 'ended' ? 'held' : row.state,
  orderId: asId(row.order_id),
  customerId: asId(row.customer_id),
  until: row.until,
})

const addressRecord = (row: Row): AddressRecord => ({ ...assignment(row), rowId: row.row_id, hold: hold(row), holdMs: row.hold_until - row.held_at, ended: row.ended_why })
