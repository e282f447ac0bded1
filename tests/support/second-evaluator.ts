import type { Charge, DerivationStep, MeteredTariff } from '../../shared/domain/rating.ts'

/**
 * A second way to every figure: exact fractions of BigInt, the platform's own calendar, and nothing of the engine but the types of
 * its output. It walks a charge's derivation and says where the charge is not what its derivation says.
 */
export function recompute(charge: Charge): { readonly amountMicro: bigint; readonly taxMicro: bigint; readonly problems: readonly string[] } {
  const problems: string[] = []
  let value = fraction(0n, 1n)
  let rounded: bigint | null = null
  let tax = 0n
  let carried = { units: 0, priorUnits: 0 }
  for (const step of charge.derivation) {
    switch (step.kind) {
      case 'price':
      case 'discount':
        value = fraction(BigInt(step.amountMicro), 1n)
        break
      case 'introductory':
        if (step.regularMicro <= Number(value.top)) problems.push('an introductory price that is not below the regular one')
        break
      case 'proration':
        problems.push(...calendarProblems(step))
        value = fraction(value.top * BigInt(step.days), value.bottom * BigInt(step.ofDays))
        break
      case 'carried':
        carried = step
        break
      case 'usage': {
        const unit = value
        const upTo = (units: number, more: number): bigint => roundTo(fraction(unit.top * BigInt(Math.max(0, units - step.freeUnits - more)), unit.bottom), BigInt(step.placeMicro), step.mode)
        value = fraction(upTo(step.totalUnits, carried.units) - upTo(step.priorUnits, carried.priorUnits), 1n)
        break
      }
      case 'metered': {
        const upTo = (units: number, more: number): bigint => {
          const due = roundTo(fraction(priceOf(step.tariff, BigInt(units), BigInt(more)), 1n), BigInt(step.placeMicro), step.mode)
          return step.maximumMicro !== null && due > BigInt(step.maximumMicro) ? BigInt(step.maximumMicro) : due
        }
        value = fraction(upTo(step.totalUnits, carried.units) - upTo(step.priorUnits, carried.priorUnits), 1n)
        break
      }
      case 'values': {
        const due = step.events.reduce((sum, { valueMicro, count }) => {
          const each = roundTo(fraction(BigInt(valueMicro) * BigInt(step.partsPerMillion), 1_000_000n), BigInt(step.placeMicro), step.mode) + BigInt(step.fixedMicro)
          const capped = step.eventMaximumMicro !== null && each > BigInt(step.eventMaximumMicro) ? BigInt(step.eventMaximumMicro) : each
          return sum + BigInt(count) * (capped < BigInt(step.eventMinimumMicro ?? 0) ? BigInt(step.eventMinimumMicro ?? 0) : capped)
        }, 0n)
        value = fraction(due - BigInt(step.billedMicro), 1n)
        break
      }
      case 'calls': {
        const due = step.calls.reduce((sum, { quantity, count }) => {
          let counted = quantity > 0 ? step.firstUnits : 0
          while (counted < quantity) counted += step.nextUnits
          const each = roundTo(fraction(BigInt(step.unitMicro) * BigInt(counted), BigInt(step.perUnits)), BigInt(step.placeMicro), step.mode)
          return sum + BigInt(count) * (quantity > 0 ? each + BigInt(step.connectMicro) : 0n)
        }, 0n)
        value = fraction(due - BigInt(step.billedMicro), 1n)
        break
      }
      case 'minimum': {
        const missing = BigInt(step.minimumMicro) - BigInt(step.usedMicro)
        value = fraction((missing > 0n ? missing : 0n) - BigInt(step.billedMicro), 1n)
        break
      }
      case 'rounding':
        if (!equal(value, fraction(BigInt(step.beforeNumerator), BigInt(step.beforeDenominator)))) problems.push('the rounding step begins at another figure')
        rounded = roundTo(value, BigInt(step.placeMicro), step.mode)
        if (rounded !== BigInt(step.afterMicro)) problems.push(`rounding: ${step.afterMicro} should be ${rounded}`)
        break
      case 'tax': {
        if (BigInt(step.baseMicro) !== rounded) problems.push(`tax ${step.name} on another base`)
        const due = roundTo(fraction((rounded ?? 0n) * BigInt(step.partsPerMillion), 1_000_000n), 10_000n, 'half-even')
        if (due !== BigInt(step.amountMicro)) problems.push(`tax ${step.name}: ${step.amountMicro} should be ${due}`)
        tax += due
        break
      }
    }
  }
  if (rounded === null) problems.push('never rounded')
  if (rounded !== BigInt(charge.amountMicro)) problems.push(`amount: ${charge.amountMicro} should be ${rounded}`)
  if (tax !== BigInt(charge.taxMicro)) problems.push(`tax: ${charge.taxMicro} should be ${tax}`)
  return { amountMicro: rounded ?? 0n, taxMicro: tax, problems }
}

/** A tariff's price of so many units: by steps between the ends of tiers, not part by part. */
function priceOf(tariff: MeteredTariff, units: bigint, carried: bigint): bigint {
  if (units === 0n) return 0n
  if (!('tiers' in tariff)) {
    const free = BigInt(tariff.freeUnits) + carried
    const beyond = units > free ? units - free : 0n
    return tariff.model === 'perUnit' ? beyond * BigInt(tariff.unitMicro) : ((beyond + BigInt(tariff.packageUnits) - 1n) / BigInt(tariff.packageUnits)) * BigInt(tariff.packageMicro)
  }
  let [price, from] = [0n, 0n]
  for (const { upToUnits, unitMicro, flatMicro } of tariff.tiers) {
    const isLast = upToUnits === null || units <= BigInt(upToUnits)
    const to = isLast ? units : BigInt(upToUnits)
    if (tariff.model === 'volume' && isLast) return units * BigInt(unitMicro) + BigInt(flatMicro)
    price += (to - from) * BigInt(unitMicro) + BigInt(flatMicro)
    if (isLast) return price
    from = to
  }
  return price
}

type Fraction = { readonly top: bigint; readonly bottom: bigint }
export const fraction = (top: bigint, bottom: bigint): Fraction => ({ top, bottom })
const equal = (a: Fraction, b: Fraction): boolean => a.top * b.bottom === b.top * a.bottom

/** The multiple of `place` that the mode names: found by looking at both neighbours, not by the engine's doubled remainder. */
export function roundTo(value: Fraction, place: bigint, mode: string): bigint {
  const size = value.bottom * place
  const magnitude = value.top < 0n ? -value.top : value.top
  const below = (magnitude / size) * place
  const above = below + place
  const toBelow = magnitude - below * value.bottom
  const toAbove = above * value.bottom - magnitude
  const isEvenBelow = (below / place) % 2n === 0n
  const takesAbove =
    toBelow !== 0n && (mode === 'up' || (mode !== 'down' && (toAbove < toBelow || (toAbove === toBelow && (mode === 'half-up' || !isEvenBelow)))))
  const result = takesAbove ? above : below
  return value.top < 0n ? -result : result
}

function calendarProblems(step: Extract<DerivationStep, { kind: 'proration' }>): readonly string[] {
  const [from, to] = [new Date(`${step.from}T00:00:00Z`), new Date(`${step.to}T00:00:00Z`)]
  const before = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() - 1, to.getUTCDate()))
  const days = (a: Date, b: Date): number => (b.getTime() - a.getTime()) / 86_400_000
  return [
    ...(days(from, to) === step.days ? [] : [`${step.from} to ${step.to} is not ${step.days} days`]),
    ...(days(before, to) === step.ofDays ? [] : [`the cycle to ${step.to} has not ${step.ofDays} days`]),
  ]
}
