import type { Column } from './pack-columns.ts'

/** A number of a name that may be absent is one more, and 0 says that there is none. */
export const OUTCOME = ['state', 'reason', 'guide', 'price', 'currency', 'amountMicro', 'priorQuantity', 'period', 'owedMicro', 'isOwed'] as const
/** What an earlier version did not write: 0 in all its lines. */
export const LATER_OUTCOME: readonly string[] = ['owedMicro', 'isOwed']
export const EVENT = ['isRead', 'provider', 'form', 'identityKind', 'textLength', 'localId', 'idKind', 'usageType', 'unit', 'quantity', 'startedAt', 'lastedMs', 'valueCurrency', 'valueMicro', 'offering', 'receivedAt'] as const
export const MOVE = ['record', 'at'] as const
/** What the text of a line is beside the identity: the event's own id as well; the event has none; or it has another, which stands apart. */
export const FORM = { own: 0, none: 1, apart: 2 } as const

/** What few lines have, by line: the beginning of what could not be read, and an id that is not the identity's. */
export type Odd = { readonly raws: Readonly<Record<string, string>>; readonly eventIds: Readonly<Record<string, string>> }
/** A block as it is looked at: numbers stand in columns, and an object is only made of what is asked for. */
export type UsageBlock = EventBlock | MoveBlock
export type OutcomeColumns = { readonly [C in (typeof OUTCOME)[number]]: Column }
export type EventBlock = { readonly kind: 'events'; readonly count: number; readonly outcome: OutcomeColumns; readonly event: { readonly [C in (typeof EVENT)[number]]: Column }; readonly text: string; /** Where each text begins. */ readonly starts: Uint32Array; readonly odd: Odd }
export type MoveBlock = { readonly kind: 'moves'; readonly count: number; readonly outcome: OutcomeColumns; readonly move: { readonly [C in (typeof MOVE)[number]]: Column } }
