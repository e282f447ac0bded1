import { ok } from '../../shared/kernel/result.ts'
import type { QueryHandler } from './context.ts'

/** The probe: what became of a command whose answer was lost. Not found means it did not happen, unless it is still on its way. */
export const commandOutcome: QueryHandler<'command.outcome'> = async (tx, { key }) => {
  const stored = await tx.commands.find(key)
  return ok(stored ? { found: true, answer: stored.answer } : { found: false })
}
