/** Milliseconds since 1970-01-01T00:00Z. Comes only from a clock port. */
export type Instant = number

/** A source of time. Hosts give the system clock, tests a virtual one. */
export type Clock = { readonly now: () => Instant }

/** A source of universally unique ids (UUIDv7). Tests give a seeded one. */
export type IdSource = { readonly next: () => string }

/** A timer that tests can advance. `after` returns a cancel function. */
export type Timers = { readonly after: (delayMs: number, run: () => void) => () => void }
