/** A month of one price: what is free in it, and what was used. Units of the price, integers. */
export type FreeMonth = { readonly freeUnits: number; readonly usedUnits: number }

/**
 * What is left of the free units of `months` (one after the other, oldest first) and may still be used in the month after them. What a month
 * leaves lasts `lastsMonths` more; the oldest goes first, before the month's own, so that as little as can be is lost. Errors: none.
 * Source: domain.md 4.1, allowances with expiry and rollover.
 */
export function carriedInto(months: readonly FreeMonth[], lastsMonths: number): number {
  let kept: readonly { readonly units: number; readonly lastMonth: number }[] = []
  for (const [month, { freeUnits, usedUnits }] of months.entries()) {
    let toPay = usedUnits
    kept = [...kept.filter(({ lastMonth }) => lastMonth >= month), { units: freeUnits, lastMonth: month + lastsMonths }].flatMap(({ units, lastMonth }) => {
      const taken = Math.min(units, toPay)
      toPay -= taken
      return taken === units ? [] : [{ units: units - taken, lastMonth }]
    })
  }
  return kept.reduce((sum, { units, lastMonth }) => (lastMonth >= months.length ? sum + units : sum), 0)
}
