import type { z } from 'zod'
import type { ErrorCode } from '../../domain/errors.ts'
import type { Role } from '../../domain/roles.ts'

/** What an entry does without network: 'local' needs none; 'queued' is kept here and sent later; 'needsNetwork' refuses with `network-unavailable`. */
export type Offline = 'local' | 'queued' | 'needsNetwork'

export type ContractEntry = {
  readonly type: 'command' | 'query'
  readonly input: z.ZodType
  readonly output: z.ZodType
  /** Codes of its own, beyond input-invalid, unknown-command, sign-in-required, not-permitted, storage-* and internal. */
  readonly errors: readonly ErrorCode[]
  /** 'anyone' may be called before sign-in. */
  readonly roles: readonly Role[] | 'anyone'
  /** Who may ask with this very input, where that is fewer than `roles`. */
  readonly rolesFor?: (input: unknown) => readonly Role[]
  readonly offline: Offline
}

/** Fixes the literal types of one entry. */
export const entry = <const E extends ContractEntry>(value: E): E => value
