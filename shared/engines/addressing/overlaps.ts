import type { IpPool } from '../../domain/addressing.ts'
import { rangeOf } from './candidates.ts'

/** Every pair of pools that share an address, each pair once, as pool ids. Pools of different families never do. */
export function overlaps(pools: readonly IpPool[]): readonly { readonly a: string; readonly b: string }[] {
  const ranges = pools.map((pool) => ({ id: pool.id, ...rangeOf(pool.cidr) }))
  return ranges.flatMap((one, index) =>
    ranges.slice(index + 1)
      .filter((other) => one.family === other.family && one.first <= other.last && other.first <= one.last)
      .map((other) => ({ a: one.id, b: other.id })))
}
