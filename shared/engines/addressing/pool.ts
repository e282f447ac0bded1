import type { IpPool, IpRule } from '../../domain/addressing.ts'
import { assert } from '../../kernel/result.ts'
import { formatIp, parseCidr, parseIp } from './cidr.ts'
import type { IpRange } from './cidr.ts'

/**
 * The addresses of a pool that may be given to customers, one by one; nothing is listed ahead, so an IPv6 pool costs no more than an
 * IPv4 one. Skips what is reserved (addresses or prefixes: gateway and the like), an IPv4 network and broadcast address (not in /31
 * and /32, RFC 3021) and IPv6's first address (subnet-router anycast, RFC 4291 2.6.1). Errors: throws on a malformed pool.
 */
export function* candidatesFrom(pool: IpPool, strategy: IpRule['strategy']): Generator<string> {
  const range = rangeOf(pool.cidr)
  const reserved = pool.reserved.map(reservedRange).filter((other) => other.family === range.family)
  const { first, last } = usable(range)
  let value = strategy === 'ascending' ? first : last
  while (value >= first && value <= last) {
    const blocked = reserved.find((other) => value >= other.first && value <= other.last)
    if (blocked) value = strategy === 'ascending' ? blocked.last + 1n : blocked.first - 1n
    else {
      yield formatIp({ family: range.family, value })
      value += strategy === 'ascending' ? 1n : -1n
    }
  }
}

/** The first address of a pool that is not taken; null when the pool is exhausted. `isTaken`: held, assigned or in quarantine. */
export function nextFree(pool: IpPool, strategy: IpRule['strategy'], isTaken: (address: string) => boolean): string | null {
  for (const address of candidatesFrom(pool, strategy)) if (!isTaken(address)) return address
  return null
}

/** Every pair of pools that share an address, each pair once, as pool ids. Pools of different families never do. */
export function overlaps(pools: readonly IpPool[]): readonly { readonly a: string; readonly b: string }[] {
  const ranges = pools.map((pool) => ({ id: pool.id, ...rangeOf(pool.cidr) }))
  return ranges.flatMap((one, index) =>
    ranges.slice(index + 1)
      .filter((other) => one.family === other.family && one.first <= other.last && other.first <= one.last)
      .map((other) => ({ a: one.id, b: other.id })))
}

function usable(range: IpRange): { readonly first: bigint; readonly last: bigint } {
  const isTiny = range.last - range.first < 2n
  if (isTiny) return range
  return { first: range.first + 1n, last: range.family === 4 ? range.last - 1n : range.last }
}

function rangeOf(cidr: string): IpRange {
  const range = parseCidr(cidr)
  assert(range.ok, `malformed pool prefix: ${cidr}`)
  return range.value
}

function reservedRange(text: string): { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint } {
  if (text.includes('/')) return rangeOf(text)
  const address = parseIp(text)
  assert(address.ok, `malformed reserved address: ${text}`)
  return { family: address.value.family, first: address.value.value, last: address.value.value }
}
