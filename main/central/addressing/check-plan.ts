import type { IpPool, IpRule } from '../../../shared/domain/addressing.ts'
import { parseCidr, parseIp } from '../../../shared/engines/addressing/cidr.ts'
import { overlaps } from '../../../shared/engines/addressing/overlaps.ts'

type Problem = { readonly path: string; readonly problem: string }

/**
 * The first thing wrong with a plan of pools and rules, or null: doubled ids, unreadable prefixes, pools that share an address (it
 * could then be given twice, once per pool), a rule to a pool that is not there.
 */
export function checkAddressingPlan(pools: readonly IpPool[], rules: readonly IpRule[]): Problem | null {
  const poolIds = new Set(pools.map((pool) => pool.id))
  if (poolIds.size < pools.length) return { path: 'ipPools', problem: 'doubled-id' }
  if (new Set(rules.map((rule) => rule.id)).size < rules.length) return { path: 'ipRules', problem: 'doubled-id' }
  const unreadable = pools.map(unreadablePart).find((problem) => problem !== null)
  if (unreadable) return unreadable
  const [shared] = overlaps(pools)
  if (shared) return { path: `ipPools.${shared.a}.cidr`, problem: `overlaps-${shared.b}` }
  const lost = rules.find((rule) => !poolIds.has(rule.poolId))
  return lost ? { path: `ipRules.${lost.id}.poolId`, problem: 'pool-unknown' } : null
}

function unreadablePart(pool: IpPool): Problem | null {
  if (!parseCidr(pool.cidr).ok) return { path: `ipPools.${pool.id}.cidr`, problem: 'prefix-malformed' }
  const bad = pool.reserved.find((text) => !(text.includes('/') ? parseCidr(text) : parseIp(text)).ok)
  return bad === undefined ? null : { path: `ipPools.${pool.id}.reserved`, problem: 'address-malformed' }
}
