import type { TariffStep } from '../../shared/domain/tariff-derivation.ts'

// A second way to every charge: it reads nothing but the steps, imports nothing of the engine, and works each figure out again in fractions of
// its own. Answers the charge in micro-units, and what in the steps is not so.
export function recomputeTariff(steps: readonly TariffStep[]): { readonly netMicro: bigint; readonly taxMicro: bigint; readonly problems: readonly string[] } {
  const problems: string[] = []
  const say = (holds: boolean, problem: string): void => void (holds || problems.push(problem))
  const same = (told: string, is: Fraction, what: string): void => say(equal(read(told), is), `${what}: ${told} should be ${is.top}/${is.bottom}`)
  let [value, units, counted, tax, spanned] = [NOUGHT, NOUGHT, NOUGHT, NOUGHT, NOUGHT]
  let [spanEnd, price, seconds, lastIncrement]: [Fraction | null, string | null, bigint, bigint] = [null, null, 0n, 0n]
  let [net, isTiered, isTotalled] = [NOUGHT, false, false]
  const events = steps.find((step) => step.kind === 'events')
  const inside = steps.reduce((all, step) => (step.kind === 'tax' && step.isInside && !step.isExempt ? add(all, read(step.percent)) : all), NOUGHT)
  for (const step of steps) {
    switch (step.kind) {
      case 'rule': case 'events': units = counted = read(events?.quantity ?? '0'); break
      case 'convert':
        same(step.reading, units, 'reading')
        units = counted = divide(read(step.reading), read(step.divideBy))
        if (step.mode) units = counted = round(units, 0, step.mode)
        same(step.to, units, 'converted')
        break
      case 'free':
        same(step.before, units, 'units before')
        units = counted = larger(subtract(read(step.before), read(step.free)), NOUGHT)
        same(step.left, units, 'units left')
        break
      case 'span':
        isTiered = true
        counted = subtract(read(step.high), read(step.low))
        same(step.quantity, counted, 'units of a tier')
        say(!less(read(step.low), read(step.above)) && (step.upTo === null || !less(read(step.upTo), read(step.high))), 'units of another tier')
        say(spanEnd === null || equal(spanEnd, read(step.low)), 'units between two tiers')
        spanEnd = read(step.high)
        spanned = add(spanned, counted)
        break
      case 'reached':
        counted = add(read(step.unitsBefore), units)
        same(step.units, counted, 'units of the period')
        say((less(read(step.above), read(step.by)) || step.tier === 1) && (step.upTo === null || !less(read(step.upTo), read(step.by))), 'another tier is reached')
        break
      case 'started':
        counted = subtract(round(divide(read(step.units), read(step.size)), 0, 'ceiling'), round(divide(read(step.unitsBefore), read(step.size)), 0, 'ceiling'))
        same(step.count, counted, 'started ones')
        break
      case 'proratedUnits':
        counted = divide(multiply(read(step.inTier), read(step.prorated)), read(step.changed))
        same(step.quantity, counted, 'prorated units')
        break
      case 'slotPrice': {
        const exact = divide(multiply(read(step.rate), read(String(step.incrementSeconds))), read(String(step.perSeconds)))
        same(step.price, step.decimals === null ? exact : round(exact, step.decimals, 'halfUp'), 'an increment')
        price = step.price
        lastIncrement = BigInt(step.incrementSeconds)
        break
      }
      case 'burst':
        same(String(step.discarded), round(divide(multiply(read(String(step.samples)), read(step.discardPercent)), read('100')), 0, 'floor'), 'samples left out')
        same(step.rated, larger(read(step.inbound), read(step.outbound)), 'the larger way')
        counted = read(step.rated)
        break
      case 'over': same(step.rated, counted, 'the rate')
        counted = larger(subtract(read(step.rated), read(step.committed)), NOUGHT)
        same(step.units, counted, 'units above')
        break
      case 'times':
        if (['unit', 'tier', 'package', 'block', 'over', 'prorated'].includes(step.why)) same(step.quantity, counted, `${step.why} quantity`)
        if (['flat', 'connect', 'capacity', 'committed'].includes(step.why)) same(step.quantity, read('1'), step.why)
        if (step.why === 'event') say(!less(read(String(events?.count ?? 0)), read(step.quantity)), 'more events than there were')
        if (step.why === 'slot') say(step.price === price, 'an increment at another price')
        if (step.why === 'slot') seconds += read(step.quantity).top * lastIncrement
        same(step.amount, multiply(read(step.quantity), read(step.price)), step.why)
        value = add(value, read(step.amount))
        break
      case 'percent':
        same(step.base, counted, 'base')
        same(step.amount, divide(multiply(read(step.base), read(step.percent)), read('100')), 'percentage')
        value = add(value, read(step.amount))
        break
      case 'perEvent': {
        const fee = add(divide(multiply(subtract(read(step.value), read(step.free)), read(step.percent)), read('100')), read(step.fixed))
        const floored = step.least === null ? fee : larger(fee, read(step.least))
        same(step.amount, step.isFree ? NOUGHT : step.most === null ? floored : smaller(floored, read(step.most)), 'an event')
        value = add(value, read(step.amount))
        break
      }
      case 'none': case 'capped': case 'discount': case 'maximum': case 'minimum': case 'rounding':
        same(step.before, value, `${step.kind} begins`)
        value = changed(step)
        same(step.after, value, step.kind)
        break
      case 'tax': {
        same(step.base, step.isInside ? divide(value, add(read('1'), divide(inside, read('100')))) : value, `base of ${step.name}`)
        const due = step.isExempt ? NOUGHT : round(divide(multiply(read(step.base), read(step.percent)), read('100')), step.decimals, step.mode)
        same(step.amount, due, `tax ${step.name}`)
        tax = add(tax, due)
        break
      }
      case 'total': {
        const isInside = steps.some((one) => one.kind === 'tax' && one.isInside)
        net = isInside ? subtract(value, tax) : value
        same(step.net, net, 'net')
        same(step.tax, tax, 'tax')
        same(step.gross, add(net, tax), 'gross')
        isTotalled = true
      }
    }
  }
  if (isTiered) same(`${spanned.top}/${spanned.bottom}`, units, 'units in all tiers')
  if (seconds > 0n) say(read(events?.quantity ?? '0').top <= seconds && seconds - lastIncrement < read(events?.quantity ?? '0').top, 'increments of another session')
  say(isTotalled, 'never totalled')
  return { netMicro: micro(net), taxMicro: micro(tax), problems }
}

type Change = Extract<TariffStep, { before: string; after: string }>
function changed(step: Change): Fraction {
  const before = read(step.before)
  switch (step.kind) {
    case 'none': return NOUGHT
    case 'capped': return smaller(before, read(step.limit))
    case 'discount': return step.how === 'amount' ? larger(subtract(before, read(step.figure)), NOUGHT) : subtract(before, divide(multiply(before, smaller(read(step.figure), read('100'))), read('100')))
    case 'maximum': return smaller(before, larger(subtract(read(step.limit), read(step.alreadyBilled)), NOUGHT))
    case 'minimum': return larger(before, subtract(read(step.limit), read(step.alreadyBilled)))
    case 'rounding': return round(before, step.decimals, step.mode)
  }
}

type Fraction = { readonly top: bigint; readonly bottom: bigint }
const NOUGHT: Fraction = { top: 0n, bottom: 1n }
const read = (text: string): Fraction => ({ top: BigInt(text.split('/')[0] ?? 0), bottom: BigInt(text.split('/')[1] ?? 1) })
const add = (a: Fraction, b: Fraction): Fraction => ({ top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom })
const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { top: -b.top, bottom: b.bottom })
const multiply = (a: Fraction, b: Fraction): Fraction => ({ top: a.top * b.top, bottom: a.bottom * b.bottom })
const divide = (a: Fraction, b: Fraction): Fraction => (b.top < 0n ? { top: -a.top * b.bottom, bottom: a.bottom * -b.top } : { top: a.top * b.bottom, bottom: a.bottom * b.top })
const equal = (a: Fraction, b: Fraction): boolean => a.top * b.bottom === b.top * a.bottom
const less = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom
const larger = (a: Fraction, b: Fraction): Fraction => (less(a, b) ? b : a)
const smaller = (a: Fraction, b: Fraction): Fraction => (less(a, b) ? a : b)
const micro = (value: Fraction): bigint => (value.top * 1_000_000n) / value.bottom

/** Looks at the whole numbers on both sides of the figure and takes the one that the mode names. */
function round(value: Fraction, decimals: number, mode: string): Fraction {
  const [top, scale] = [value.top * 10n ** BigInt(decimals), 10n ** BigInt(decimals)]
  const below = (top - (((top % value.bottom) + value.bottom) % value.bottom)) / value.bottom
  const [toBelow, toAbove] = [top - below * value.bottom, (below + 1n) * value.bottom - top]
  const isBelow = toBelow === 0n || mode === 'floor' || (mode === 'down' && top > 0n) || (mode === 'up' && top < 0n)
    || (mode.startsWith('half') && (toBelow < toAbove || (toBelow === toAbove && (mode === 'halfEven' ? below % 2n === 0n : top < 0n))))
  return { top: isBelow ? below : below + 1n, bottom: scale }
}
