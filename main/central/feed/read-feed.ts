import type { FeedPage } from '../../../shared/contract/central/wire.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import type { ReadTx } from '../ports.ts'

/**
 * The changes after a cursor, in commit order. `limit`: 1 or more. An empty page answers central's own last cursor, so that a desk
 * that is ahead of a central restored from an older copy can notice.
 */
export async function readFeed(tx: Pick<ReadTx, 'feed'>, { after, limit }: { readonly after: number; readonly limit: number }): Promise<FeedPage> {
  const { items, more, last } = await tx.feed.page(after, limit)
  return { wireVersion: WIRE_VERSION, items, cursor: items.at(-1)?.cursor ?? last, more }
}
