import type { AppError } from '../../shared/domain/errors.ts'
import type { Role } from '../../shared/domain/roles.ts'
import type { ContractName, DecodedOf, OutputOf } from '../../shared/contract/console/contract.ts'
import type { Result } from '../../shared/kernel/result.ts'

export type User = { readonly userId: string; readonly displayName: string; readonly role: Role }

/** Who calls, and through which window or cookie. `user` is null before sign-in. */
export type HandlerCtx = { readonly user: User | null; readonly clientId: string }

/** The use case behind one contract row. It answers; it does not throw for what is expected. */
export type Handler<N extends ContractName> = (
  input: DecodedOf<N>,
  ctx: HandlerCtx,
) => Result<OutputOf<N>, AppError> | Promise<Result<OutputOf<N>, AppError>>

/** Exhaustive: a contract row without a use case does not compile. */
export type Handlers = { readonly [N in ContractName]: Handler<N> }
