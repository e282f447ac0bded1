import { z } from 'zod'
import type { OrderState } from '../../shared/domain/order.ts'

const zLine = z.looseObject({ effect: z.string(), externalId: z.string(), detail: z.looseObject({ request: z.looseObject({ userIdentifier: z.string() }).optional(), userIdentifier: z.string().optional(), targetExternalId: z.string().optional() }) })
export type IdentifierLine = z.infer<typeof zLine>

/** The lines of the ISP's effect book that tell of identifiers, oldest first. */
export async function identifierLines(commandPort: number): Promise<readonly IdentifierLine[]> {
  const response = await fetch(`http://127.0.0.1:${commandPort}/effects`, { signal: AbortSignal.timeout(5_000) })
  return z.object({ identifiers: z.array(zLine) }).parse(await response.json()).identifiers
}

/** What is wrong with a new identifier after its order has ended, in one sentence each: made the caller's other than once, left behind, or gone from a live order. */
export function identifierContradictions(facts: { readonly userIdentifier: string; readonly state: OrderState; readonly lines: readonly IdentifierLine[] }): readonly string[] {
  const made = facts.lines.filter(({ effect, detail }) => effect === 'identifierActivated' && detail.request?.userIdentifier === facts.userIdentifier)
  const given = new Set(facts.lines.filter(({ effect }) => effect === 'identifierReleased').map(({ detail }) => detail.targetExternalId))
  const live = made.filter(({ externalId }) => !given.has(externalId))
  return [
    ...(made.length === 1 ? [] : [`${facts.userIdentifier} was made the caller's ${made.length} times`]),
    ...(facts.state === 'completed' && live.length === 0 ? [`a live order has no ${facts.userIdentifier}`] : []),
    ...(facts.state !== 'completed' && live.length > 0 ? [`an order that is ${facts.state} left ${facts.userIdentifier}`] : []),
  ]
}
