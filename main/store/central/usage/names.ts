import type { UsageGuide } from '../../../../shared/domain/usage.ts'

/** Texts and guides by number, for a whole file: each block says only which are new with it, so that a service's ids are written once and not with every event. */
export type Names = {
  readonly numberOf: (text: string) => number
  readonly guideNumberOf: (guide: UsageGuide) => number
  readonly text: (number: number) => string
  readonly guide: (number: number) => UsageGuide
  /** What is new since the last `settle`: to be written with the block. */
  readonly added: () => AddedNames
  /** The block is on the disk. */
  readonly settle: () => void
  /** The block is not: what is new with it has no number any more. */
  readonly forget: () => void
  /** What a block on the disk says is new with it. */
  readonly learn: (added: AddedNames) => void
}
export type AddedNames = { readonly texts: readonly string[]; readonly guides: readonly UsageGuide[] }

export function createNames(): Names {
  const texts = createNumbered<string>((text) => text)
  const guides = createNumbered<UsageGuide>(({ customerId, billingServiceId, offeringId, offeringVersion }) => JSON.stringify([customerId, billingServiceId, offeringId, offeringVersion]))
  const both = [texts, guides] as const
  // The same object comes again and again; a number it had when the block was not kept is not one.
  let met = new WeakMap<UsageGuide, number>()
  return {
    numberOf: texts.numberOf,
    guideNumberOf: (guide) => {
      const known = met.get(guide)
      if (known !== undefined) return known
      const number = guides.numberOf(guide)
      met.set(guide, number)
      return number
    },
    text: texts.get, guide: guides.get,
    added: () => ({ texts: texts.added(), guides: guides.added() }),
    settle: () => both.forEach((one) => one.settle()),
    forget: () => {
      met = new WeakMap()
      for (const one of both) one.forget()
    },
    learn: (added) => {
      for (const text of added.texts) texts.numberOf(text)
      for (const guide of added.guides) guides.numberOf(guide)
      for (const one of both) one.settle()
    },
  }
}

function createNumbered<T>(keyOf: (value: T) => string) {
  const numbers = new Map<string, number>()
  const values: T[] = []
  let settled = 0
  return {
    numberOf: (value: T): number => {
      const key = keyOf(value)
      const known = numbers.get(key)
      if (known !== undefined) return known
      // A text of its own: one that is cut from what was sent would hold all of it.
      numbers.set(Buffer.from(key).toString(), values.length)
      return values.push(value) - 1
    },
    get: (number: number): T => {
      const value = values[number]
      if (value === undefined) throw new Error(`a usage block names what is not known: ${number}`)
      return value
    },
    added: () => values.slice(settled),
    settle: () => void (settled = values.length),
    forget: () => {
      for (const value of values.splice(settled)) numbers.delete(keyOf(value))
    },
  }
}
