import type { RoundingRule, SettlementLeg, ShareTier } from '../../domain/catalog.ts'
import type { Micro } from '../../kernel/money.ts'
import { assertExact, multiplyRounded } from '../../kernel/money.ts'
import { assertNever } from '../../kernel/result.ts'

const MILLION = 1_000_000

/**
 * What a share or a price per unit comes to for a whole period: the function whose differences are the parts of single events. Zero for
 * zero, and odd about zero, so that money given back takes back exactly what it brought. Errors: throws on a tier table with a hole.
 */
export function legTotal(leg: Exclude<SettlementLeg, { kind: 'wholesale' }>, total: { readonly netMicro: Micro; readonly units: number }, rounding: RoundingRule): Micro {
  switch (leg.kind) {
    case 'share': return limited(leg, multiplyRounded(total.netMicro, leg.partsPerMillion, MILLION, 'half-even'), total.netMicro)
    case 'graduatedShare': return limited(leg, graduated(leg.tiers, total.netMicro), total.netMicro)
    case 'wholesaleUnit': return multiplyRounded(leg.amountMicro, total.units, rounding.placeMicro, rounding.mode) * rounding.placeMicro
    default: return assertNever(leg)
  }
}

/** Each tier's part of the money that lies in it, rounded once for all of them. */
function graduated(tiers: readonly ShareTier[], netMicro: Micro): Micro {
  const size = Math.abs(netMicro)
  let [from, weighted] = [0, 0n]
  for (const { upToMicro, partsPerMillion } of tiers) {
    const to = upToMicro === null ? size : Math.min(size, upToMicro)
    if (to > from) weighted += BigInt(to - from) * BigInt(partsPerMillion)
    from = Math.max(from, to)
  }
  const million = BigInt(MILLION)
  const [quotient, twice] = [weighted / million, (weighted % million) * 2n]
  const rounded = assertExact(Number(twice > million || (twice === million && quotient % 2n === 1n) ? quotient + 1n : quotient))
  return netMicro < 0 && rounded !== 0 ? 0 - rounded : rounded
}

/** The floor is owed for a period in which anything was earned; nothing earned owes nothing. */
function limited({ floorMicro, capMicro }: { readonly floorMicro?: Micro | undefined; readonly capMicro?: Micro | undefined }, shareMicro: Micro, netMicro: Micro): Micro {
  if (netMicro === 0) return 0
  const size = Math.min(capMicro ?? Number.MAX_SAFE_INTEGER, Math.max(netMicro > 0 ? (floorMicro ?? 0) : 0, Math.abs(shareMicro)))
  return netMicro < 0 && size !== 0 ? 0 - size : size
}
