/**
 * Who the sandbox providers are, as data. A sixth provider is one more row; no other file of this room names one.
 * CenturyLink and EarthLink are real companies whose published plans of 2022 the demo shows; how they answer here is invented.
 */
export const SERVICE_KINDS = ['port', 'plan', 'access', 'equipment', 'visit', 'content', 'voice'] as const
export type ServiceKind = (typeof SERVICE_KINDS)[number]

/** The provider's own word for a no, and the sentence beside it. */
export type Refusal = { readonly code: string; readonly reason: string }

/** One thing the provider says back about a service it set up. */
export type FactRule =
  /** The lowest free port of the node the order names (`nodeName`), or of the provider's usual node. */
  | { readonly kind: 'port'; readonly fact: string; readonly usualNode: string; readonly slots: number; readonly portsPerSlot: number; readonly exhausted: Refusal }
  /** The next number of the provider's own series; never issued twice. */
  | { readonly kind: 'serial'; readonly fact: string; readonly prefix: string; readonly digits: number }
  /** Taken from the order. `exclusive`: refused while another active service has the same value. */
  | { readonly kind: 'fromOrder'; readonly fact: string; readonly missing: Refusal; readonly exclusive?: Refusal }

/** A number cut into groups, e.g. groups [4, 3] of 4471208 with prefix CTL is "CTL-4471-208". */
export type LocalIdFormat = { readonly prefix: string; readonly groups: readonly number[]; readonly separator: string; readonly first: number; readonly step: number }

export type Personality = {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly localId: LocalIdFormat
  /** What it sells, and what it tells about each. A kind that is absent is refused with `notOffered`. */
  readonly takes: Readonly<Partial<Record<ServiceKind, readonly FactRule[]>>>
  readonly notOffered: Refusal
  /** What an ordered refusal says when the order for it names no code. */
  readonly usualRefusal: Refusal
  readonly answersRadius: boolean
  /** Whose identifiers it keeps; empty for who is no ISP. */
  readonly realms: readonly string[]
}

const visit: FactRule = { kind: 'serial', fact: 'workOrder', prefix: 'WO-', digits: 6 }

export const PERSONALITIES: readonly Personality[] = [
  {
    id: 'centurylink', name: 'CenturyLink', code: 'CTL',
    localId: { prefix: 'CTL', groups: [4, 3], separator: '-', first: 4_471_208, step: 7 },
    takes: {
      port: [{ kind: 'port', fact: 'port', usualNode: 'CHY-07', slots: 16, portsPerSlot: 48, exhausted: { code: 'PORT-EXHAUSTED', reason: 'No free port is left at this node.' } }],
      plan: [{ kind: 'serial', fact: 'circuitId', prefix: '13.HCGS.', digits: 6 }],
      equipment: [{ kind: 'serial', fact: 'modemSerial', prefix: 'CTLM', digits: 8 }],
      visit: [visit],
    },
    notOffered: { code: 'USOC-UNKNOWN', reason: 'We do not sell this kind of service.' },
    usualRefusal: { code: 'PORT-EXHAUSTED', reason: 'No free port is left at this node.' },
    answersRadius: false, realms: [],
  },
  {
    id: 'earthlink', name: 'EarthLink', code: 'ELK',
    localId: { prefix: 'ELK', groups: [9], separator: '', first: 204_118_330, step: 11 },
    takes: { plan: [{ kind: 'serial', fact: 'planInstance', prefix: 'EL-P-', digits: 7 }], equipment: [{ kind: 'serial', fact: 'modemSerial', prefix: 'ELKM', digits: 8 }] },
    notOffered: { code: 'PRODUCT-NOT-RESOLD', reason: 'We do not resell this kind of service.' },
    usualRefusal: { code: 'PLAN-CLOSED', reason: 'The plan takes no new customers here.' },
    answersRadius: false, realms: [],
  },
  {
    id: 'front-range-air', name: 'Front Range Air', code: 'FRA',
    localId: { prefix: 'FRA', groups: [2, 4], separator: '.', first: 310_045, step: 3 },
    takes: {
      port: [{ kind: 'port', fact: 'sectorSlot', usualNode: 'PRAIRIE-N', slots: 4, portsPerSlot: 64, exhausted: { code: 'SECTOR-FULL', reason: 'The sector has no subscriber place left.' } }],
      plan: [{ kind: 'serial', fact: 'profile', prefix: 'FRA-P', digits: 6 }],
      equipment: [{ kind: 'serial', fact: 'radioSerial', prefix: 'FRAR', digits: 8 }],
      visit: [visit],
    },
    notOffered: { code: 'NOT-AN-AIR-SERVICE', reason: 'We only sell fixed wireless.' },
    usualRefusal: { code: 'SECTOR-FULL', reason: 'The sector has no subscriber place left.' },
    answersRadius: false, realms: [],
  },
  {
    id: 'kestrel', name: 'Kestrel', code: 'KSK',
    localId: { prefix: 'KSK', groups: [5, 1], separator: '/', first: 103_317, step: 9 },
    takes: { content: [{ kind: 'serial', fact: 'entitlement', prefix: 'KS-', digits: 8 }], voice: [{ kind: 'serial', fact: 'voiceLine', prefix: 'KV-', digits: 8 }] },
    notOffered: { code: 'NO-SUCH-PRODUCT', reason: 'We sell Kestrel Stream and Kestrel Voice only.' },
    usualRefusal: { code: 'ENTITLEMENT-DENIED', reason: 'The entitlement could not be granted.' },
    answersRadius: false, realms: [],
  },
  {
    id: 'high-plains', name: 'High Plains Net', code: 'HPN',
    localId: { prefix: 'HPN', groups: [3, 3], separator: '-', first: 118_402, step: 5 },
    takes: {
      access: [
        { kind: 'fromOrder', fact: 'userIdentifier', missing: { code: 'SUBSCRIBER-INCOMPLETE', reason: 'A subscriber needs a user identifier.' } },
        {
          kind: 'fromOrder', fact: 'framedIpAddress', missing: { code: 'SUBSCRIBER-INCOMPLETE', reason: 'A subscriber needs an IP address.' },
          exclusive: { code: 'ADDRESS-IN-USE', reason: 'Another subscriber has this IP address.' },
        },
      ],
    },
    notOffered: { code: 'ACCESS-ONLY', reason: 'We only keep subscriber access accounts.' },
    usualRefusal: { code: 'SUBSCRIBER-BARRED', reason: 'This subscriber is barred.' },
    answersRadius: true, realms: ['highplains.example'],
  },
]

/** The row of a provider, or undefined when the sandbox plays no such provider. */
export const personalityOf = (providerId: string): Personality | undefined => PERSONALITIES.find((row) => row.id === providerId)

const SERIES = 1_000

/**
 * The same provider with its customer numbers begun elsewhere. Two practice worlds that share one central must not give two customers the
 * same number. `series`: 0–999, a place in the first nine tenths of what the number's digits can hold; 0 is the series as written above.
 */
export function inSeries(personality: Personality, series: number): Personality {
  const { first, step, groups } = personality.localId
  const digits = groups.reduce((sum, size) => sum + size, 0)
  const capacity = Math.floor((10 ** digits - 1 - first) / step)
  const skipped = Math.floor((capacity * 0.9 * series) / SERIES)
  return { ...personality, localId: { ...personality.localId, first: first + skipped * step } }
}
