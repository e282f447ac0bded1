import type { AppError } from '../../domain/errors.ts'

/** What every call answers. Nothing throws across a process. */
export type Envelope<T = unknown> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }
/** A call as it crosses IPC or HTTP. */
export type Call = { readonly name: string; readonly input: unknown }
