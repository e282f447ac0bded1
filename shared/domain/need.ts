/** What a line is used for, in the words a rep asks with. */
export const USES = ['work', 'streaming', 'gaming', 'devices'] as const
export type Use = (typeof USES)[number]

export const MOST_PEOPLE = 20

/** What the caller says of their home. */
export type CallerNeed = { readonly people: number; readonly uses: readonly Use[] }

/** A part of the wanted speed and why: `count` people, screens or calls at `each` kilobits. */
export type NeedPart = { readonly code: 'people' | Use; readonly count: number; readonly downlinkKbps: number; readonly uplinkKbps: number }
export type WantedSpeed = { readonly downlinkKbps: number; readonly uplinkKbps: number; readonly parts: readonly NeedPart[] }

/** How an offer meets the need. `notAsked`: nobody has asked for the need; `unknown`: the speed at this address is not known. */
export const FITS = ['fits', 'tight', 'tooSlow', 'unknown', 'notAsked'] as const
/** `short`: the direction that is further from enough; null where it fits. */
export type Fit = { readonly verdict: (typeof FITS)[number]; readonly short: 'downlink' | 'uplink' | null; readonly haveKbps: number | null; readonly wantKbps: number | null }
