/** What a practice provider can be told to do next. */
export const FAULT_NAMES = ['accept', 'reject', 'slow', 'late', 'twice', 'half', 'never', 'unavailableAfterEffect', 'restart'] as const
