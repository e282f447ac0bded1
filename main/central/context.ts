import type { Actor, CentralCommandName, CentralCommands, CentralQueries, CentralQueryName } from '../../shared/contract/central/wire.ts'
import type { AppError } from '../../shared/domain/errors.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { Clock, IdSource, Instant } from '../../shared/kernel/time.ts'
import type { Log } from '../platform/log.ts'
import type { CentralStore, ReadTx, WriteTx } from './ports.ts'

export type CentralDeps = { readonly store: CentralStore; readonly clock: Clock; readonly ids: IdSource; readonly log: Log }

/** What every use case of central gets beside its input: who acts, and the moment of the transaction. */
export type CommandCtx = { readonly actor: Actor; readonly now: Instant; readonly ids: IdSource }

/** A command's use case: reads, decides, writes, and appends what changed to the feed, all in the given transaction. */
export type CommandHandler<N extends CentralCommandName> = (tx: WriteTx, input: CentralCommands[N]['input'], ctx: CommandCtx) => Promise<Result<CentralCommands[N]['output'], AppError>>
export type QueryHandler<N extends CentralQueryName> = (tx: ReadTx, input: CentralQueries[N]['input']) => Promise<Result<CentralQueries[N]['output'], AppError>>
