/** One in a hundred comes twice. */
export const isSentTwice = (nth: number): boolean => nth % 100 === 0
/** Minutes of the nth call, and whose it is, from 1. */
export const minutesOf = (nth: number): number => 1 + (nth % 40)
export const subscriberOf = (nth: number, subscribers: number): number => 1 + ((nth * 7) % subscribers)

/** Whole days of the month of NOW that are after the activations. */
const DAYS = Array.from({ length: 8 }, (_, day) => `2026-11-${23 + day}`)

/** The nth call of a month, of whatever many: known from its number alone, so that any process can make it again. */
export const eventLine = (nth: number, subscribers: number): string =>
  `{"@type":"Usage","usageType":"voice","usageDate":"${DAYS[nth % DAYS.length] ?? ''}T${String(12 + (nth % 11))}:30:00.000Z","relatedParty":[{"id":"CTL-o${subscriberOf(nth, subscribers)}","role":"localCustomer"}],"usageCharacteristic":[{"name":"eventId","value":"e-${nth}"},{"name":"quantity","value":${minutesOf(nth)}},{"name":"unit","value":"minute"}]}`
