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

function usable(range: IpRange): { readonly first: bigint; readonly last: bigint } {
  const isTiny = range.last - range.first < 2n
  if (isTiny) return range
  return { first: range.first + 1n, last: range.family === 4 ? range.last - 1n : range.last }
}

/** The range of a pool's prefix. Pools are checked where they enter; a malformed one here is a bug and throws. */
export function rangeOf(cidr: string): IpRange {
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
