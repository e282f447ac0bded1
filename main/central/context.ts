import type { Actor, CentralCommandName, CentralCommands, CentralQueries, CentralQueryName } from '../../shared/contract/central/wire.ts'
import type { AppError } from '../../shared/domain/errors.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { Clock, IdSource, Instant } from '../../shared/kernel/time.ts'
import type { Log } from '../platform/log.ts'
import type { BillingTerms } from './billing/ports.ts'
import type { CentralStore, ReadTx, WriteTx } from './ports.ts'

/** `billing`: where and how this central bills; without it nothing is billed and a run says so. */
export type CentralDeps = { readonly store: CentralStore; readonly clock: Clock; readonly ids: IdSource; readonly log: Log; readonly billing?: BillingDeps }
export type BillingDeps = { readonly terms: BillingTerms | null }
export type QueryCtx = BillingDeps & { readonly now: Instant }
export const NO_BILLING: BillingDeps = { terms: null }

/** What every use case of central gets beside its input: who acts, and the moment of the transaction. */
export type CommandCtx = { readonly actor: Actor; readonly now: Instant; readonly ids: IdSource } & BillingDeps

/** A command's use case: reads, decides, writes, and appends what changed to the feed, all in the given transaction. */
export type CommandHandler<N extends CentralCommandName> = (tx: WriteTx, input: CentralCommands[N]['input'], ctx: CommandCtx) => Promise<Result<CentralCommands[N]['output'], AppError>>
export type QueryHandler<N extends CentralQueryName> = (tx: ReadTx, input: CentralQueries[N]['input'], ctx: QueryCtx) => Promise<Result<CentralQueries[N]['output'], AppError>>
