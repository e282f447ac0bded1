import { z } from 'zod'
import type { CentralAnswer, CentralQueryName } from '../../shared/contract/central/wire.ts'
import { appError } from '../../shared/domain/errors.ts'
import { err } from '../../shared/kernel/result.ts'
import { NO_BILLING } from './context.ts'
import type { CentralDeps, QueryHandler } from './context.ts'
import { decode } from './decode.ts'
import { QUERIES } from './handlers.ts'
import { QUERY_SCHEMAS } from './wire-schemas.ts'

/** The one door for questions: decode, then read in one transaction. */
export async function runQuery(deps: CentralDeps, call: { readonly name: unknown; readonly input: unknown }): Promise<CentralAnswer<unknown>> {
  const decoded = decode(z.object({ name: z.string().max(60) }), call)
  if (!decoded.ok) return decoded
  const { name } = decoded.value
  if (!isQueryName(name)) return err(appError('unknown-command', { name }))
  const input = decode<unknown>(QUERY_SCHEMAS[name], call.input)
  if (!input.ok) return input
  const run = QUERIES[name] as QueryHandler<CentralQueryName>
  const read = await deps.store.read((tx) => run(tx, input.value as never, { ...(deps.billing ?? NO_BILLING), now: deps.clock.now() }))
  return read.ok ? read.value : read
}

const isQueryName = (name: string): name is CentralQueryName => Object.hasOwn(QUERIES, name)
