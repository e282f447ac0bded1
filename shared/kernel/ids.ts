/** Branded strings: an id of one thing cannot be passed where another is meant. */
declare const brand: unique symbol
export type Id<Name extends string> = string & { readonly [brand]: Name }

export type UniversalCustomerId = Id<'UniversalCustomerId'>
export type LocalCustomerId = Id<'LocalCustomerId'>
export type ProviderId = Id<'ProviderId'>
export type OfferingId = Id<'OfferingId'>
export type OrderId = Id<'OrderId'>
export type DraftId = Id<'DraftId'>
export type AddressId = Id<'AddressId'>
export type QualificationId = Id<'QualificationId'>
export type BillingAccountId = Id<'BillingAccountId'>
export type CommandId = Id<'CommandId'>
export type UserId = Id<'UserId'>

/** Marks a string that has been decoded or minted as an id of the named kind. */
export const asId = <Name extends string>(value: string): Id<Name> => value as Id<Name>

/** Short form for people: the last eight hex digits of a UUIDv7, in two groups, e.g. "7K3M" is never derived: only shown. */
export const shortId = (id: string): string => {
  const hex = id.replaceAll('-', '').slice(-8).toUpperCase()
  return `${hex.slice(0, 4)}-${hex.slice(4)}`
}

/** The digits of a short id, or of its beginning, as they stand in the whole id ("PO-12AB-34CD" is in it as "12ab34cd"); any other text as it is. */
export const searchedId = (text: string): string => {
  const said = /^(?:(?:po|uc)-?([0-9a-f]{1,4})(?:-([0-9a-f]{0,4}))?|([0-9a-f]{4})-([0-9a-f]{4}))$/i.exec(text.trim())
  return said ? said.slice(1).join('').toLowerCase() : text
}
