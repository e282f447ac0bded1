import type { Figure, TariffStep } from '../../domain/tariff-derivation.ts'
import { decimal, rational, roundTo } from '../../kernel/rational.ts'

/** A line of the answer to "how did this figure come about?": a message key and the figures its words need. */
export type TariffExplanation = { readonly key: `tariff.${TariffStep['kind']}`; readonly details: Readonly<Record<string, string | number | boolean>> }

/** Tells a charge step by step, in the order it was made, without the steps that changed nothing. Figures are said in six decimals at most; the steps keep them exact. Words: `tariff.<step>`. */
export function explainTariff(steps: readonly TariffStep[]): readonly TariffExplanation[] {
  return steps.filter((step) => !isIdle(step)).map((step) => ({ key: `tariff.${step.kind}`, details: detailsOf(step) }))
}

/** Money by the end of its name, everything else as it is. */
const MONEY: ReadonlySet<string> = new Set(['amount', 'price', 'rate', 'net', 'tax', 'gross', 'fixed'])
function detailsOf(step: TariffStep): TariffExplanation['details'] {
  const isSum = 'after' in step
  return Object.fromEntries(Object.entries(step).flatMap(([name, value]): readonly [string, string | number | boolean][] => {
    if (name === 'kind') return []
    if (value === null) return [[name, 'none']]
    if (typeof value !== 'string' || !/^-?\d+(\/\d+)?$/.test(value) || NAMES.has(name)) return [[name, value]]
    if (name === 'base' && step.kind === 'tax') return [['baseMicro', micro(value)]]
    if (name === 'figure' && step.kind === 'discount') return [[name, shown(value)], ['figureMicro', micro(value)]]
    return MONEY.has(name) || (isSum && ['before', 'after', 'limit', 'alreadyBilled'].includes(name)) ? [[`${name}Micro`, micro(value)]] : [[name, shown(value)]]
  }))
}
/** Words that may look like a number. */
const NAMES: ReadonlySet<string> = new Set(['tariffId', 'unit', 'id', 'name', 'why', 'model', 'mode', 'how'])

const isIdle = (step: TariffStep): boolean => ('after' in step && step.after === step.before) || (step.kind === 'times' && step.quantity === '0') || (step.kind === 'over' && step.units === '0') || (step.kind === 'free' && step.free === '0')
const shown = (figure: Figure): number => Number(decimal(roundTo(rational(figure), 6, 'halfEven')))
const micro = (figure: Figure): number => Number(roundTo(rational(`${figure}`), 6, 'halfEven').n * 1_000_000n / roundTo(rational(figure), 6, 'halfEven').d)
