import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'

export type IpAddress = { readonly family: 4 | 6; readonly value: bigint }
/** A prefix with its first and last address, both inclusive. */
export type IpRange = { readonly family: 4 | 6; readonly prefixLength: number; readonly first: bigint; readonly last: bigint }
export type IpProblem = { readonly code: 'address-malformed' | 'prefix-malformed' | 'host-bits-set'; readonly text: string }

/** Parses an IPv4 or IPv6 address as text. Errors: `address-malformed`, also for leading zeros in IPv4 (read as octal elsewhere). Source: RFC 4291 2.2. */
export function parseIp(text: string): Result<IpAddress, IpProblem> {
  const value4 = parseIpv4(text)
  if (value4 !== null) return ok({ family: 4, value: value4 })
  const value6 = parseIpv6(text)
  return value6 === null ? err({ code: 'address-malformed', text }) : ok({ family: 6, value: value6 })
}

/** Parses a prefix such as "203.0.113.0/24". Errors: `prefix-malformed`, `host-bits-set` when the address is not the prefix's first. */
export function parseCidr(text: string): Result<IpRange, IpProblem> {
  const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text)
  const address = match?.[1] === undefined ? null : parseIp(match[1])
  if (!match || !address?.ok) return err({ code: 'prefix-malformed', text })
  const { family, value } = address.value
  const [bits, prefixLength] = [bitsOf(family), Number(match[2])]
  if (prefixLength > bits) return err({ code: 'prefix-malformed', text })
  const size = 1n << BigInt(bits - prefixLength)
  if (value % size !== 0n) return err({ code: 'host-bits-set', text })
  return ok({ family, prefixLength, first: value, last: value + size - 1n })
}

/** The text of an address; IPv6 in the one canonical form. Source: RFC 5952 4. */
export function formatIp({ family, value }: IpAddress): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.')
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16))
  const zeros = longestZeroRun(groups)
  if (zeros.length < 2) return groups.join(':')
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`
}

/** The number of bits of a family's addresses. */
export const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128)

function parseIpv4(text: string): bigint | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (!match) return null
  const octets = match.slice(1)
  if (octets.some((octet) => Number(octet) > 255 || (octet.length > 1 && octet.startsWith('0')))) return null
  return octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n)
}

function parseIpv6(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1))
  if (!head || (halves.length === 2 && !tail)) return null
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  return [...head, ...Array<bigint>(missing).fill(0n), ...(tail ?? [])].reduce((value, group) => (value << 16n) | group, 0n)
}

/** Groups of one side of "::"; only the last side may end in an IPv4 address. */
function parseGroups(text: string, isLast: boolean): readonly bigint[] | null {
  if (text === '') return []
  const parts = text.split(':')
  const groups: bigint[] = []
  for (const [index, part] of parts.entries()) {
    const embedded = isLast && index === parts.length - 1 ? parseIpv4(part) : null
    if (embedded !== null) groups.push(embedded >> 16n, embedded & 0xffffn)
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`))
    else return null
  }
  return groups
}

function longestZeroRun(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 }
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === '0') length++
    if (length > best.length) best = { start, length }
  }
  return best
}
