export const TARGETS = ['serviceOrder', 'qualification', 'radius'] as const
export type FaultTarget = (typeof TARGETS)[number]

/** A question has nothing to finish later, and a datagram has no 503. Source: the sandbox's own table; it refuses what does not fit. */
export const faultFits = (fault: string, on: FaultTarget): boolean => on === 'serviceOrder' || (fault !== 'late' && !(on === 'radius' && fault === 'unavailableAfterEffect'))
