import type { AddressId } from '../kernel/ids.ts'

/** A place a line could end. A unit is a child of its premise and never stands for it. Source: TMF673 GeographicAddress. */
export type GeographicAddress = {
  readonly id: AddressId
  /** The premise that this unit belongs to; null for a premise itself. */
  readonly parentId: AddressId | null
  readonly number: string
  readonly street: string
  readonly unit: string | null
  readonly city: string
  readonly region: string
  readonly postcode: string
  /** Degrees, WGS 84. */
  readonly latitude: number
  readonly longitude: number
  /** US census block group, text: leading zeros count. */
  readonly blockGroup: string
  /** True when the address is in a premise that has units: it cannot be qualified itself, a unit must be chosen. */
  readonly needsUnit: boolean
  /** 'real' comes from a licensed data set, 'invented' was made for the sandbox and says so on screen. */
  readonly origin: 'real' | 'invented'
  /** What stands here for a house that was not found itself: a neighbour on the street, the middle of a street or of a postcode. Absent: the house itself. */
  readonly fallback?: 'neighbour' | 'street' | 'postcode' | undefined
}

/** One printed line, as read to a caller: "2421 E 7th St, Apt 2, Cheyenne WY 82001". */
export function formatAddress(address: Pick<GeographicAddress, 'number' | 'street' | 'unit' | 'city' | 'region' | 'postcode'>): string {
  const unit = address.unit ? `, ${address.unit}` : ''
  return `${address.number} ${address.street}${unit}, ${[address.city, address.region, address.postcode].filter((part) => part !== '').join(' ')}`
}
