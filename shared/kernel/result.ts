/** The outcome of something that is expected to go either way. Bugs throw; refusals are values. */
export type Ok<T> = { readonly ok: true; readonly value: T }
export type Err<E> = { readonly ok: false; readonly error: E }
export type Result<T, E> = Ok<T> | Err<E>

/** Wraps a success. */
export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })

/** Wraps a refusal. */
export const err = <E>(error: E): Err<E> => ({ ok: false, error })

/** Throws when the compiler and the data disagree: a union grew and a branch did not. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`)
}

/** Throws on a broken invariant. A bug, never a person's mistake. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`)
}
