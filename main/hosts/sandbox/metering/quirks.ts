/** How each vendor writes usage, as data. A sixth provider without a row writes it plainly. */
export type Quirks = {
  /** 'own': ids of its own, and `prefix` may be shared with others; 'none': no ids, content only. */
  readonly eventIds: 'own' | 'none'
  readonly prefix: string
  readonly volumeUnit: 'byte' | 'MB' | 'KiB'
  readonly quantityAs: 'number' | 'text'
  /** Of a thousand events, how many are sent a second time. */
  readonly repeatedPerMille: number
  /** Whether a day's events come in no order. */
  readonly shuffles: boolean
  /** How it writes an instant. */
  readonly zone: 'Z' | '-07:00'
}
const PLAIN: Quirks = { eventIds: 'own', prefix: 'U', volumeUnit: 'byte', quantityAs: 'number', repeatedPerMille: 0, shuffles: false, zone: 'Z' }

const ROWS: Readonly<Record<string, Partial<Quirks>>> = {
  'centurylink': { prefix: 'CTL', repeatedPerMille: 30 },
  'earthlink': { eventIds: 'none', volumeUnit: 'MB', quantityAs: 'text' },
  // Front Range Air and Kestrel number alike: one event id means two events.
  'front-range-air': { volumeUnit: 'KiB', zone: '-07:00' },
  'kestrel': { shuffles: true, repeatedPerMille: 10, quantityAs: 'text' },
}
export const quirksOf = (providerId: string): Quirks => ({ ...PLAIN, ...ROWS[providerId] })
