import { searchedId } from '../../../../shared/kernel/ids.ts'
import { assertNever } from '../../../../shared/kernel/result.ts'
import type { CrosswalkLink, Customer } from '../../../../shared/domain/customer.ts'
import { isEnded } from '../../../../shared/domain/order.ts'
import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import { formatAddress } from '../../../../shared/domain/place.ts'
import { foldText } from '../../../../shared/domain/address-text.ts'
import type { FeedItem, FeedPage } from '../../../../shared/contract/central/wire.ts'
import type { Db } from '../../sql/open.ts'
import type { Cache, FeedApplied, RemoteOrder } from './cache.ts'
import type { BillWriter } from './bills.ts'
import type { UsageWriter } from './usage-packs.ts'
import type { Settings } from './settings.ts'

type ProjectionDeps = Pick<Settings, 'putTerritoryOffered' | 'takeCatalog' | 'tryPutAside' | 'cursor' | 'putCursor'> & { readonly address: (id: string) => GeographicAddress | null; readonly bills: BillWriter; readonly usage: UsageWriter; readonly indexPeople: (ids: ReadonlySet<string>) => void }
type Projection = Pick<Cache, 'applyFeed' | 'remoteOrders' | 'remoteOrder' | 'customer' | 'ownRecord' | 'crosswalk' | 'orderIdsOf' | 'ordersUnderWayAt'>

/** Central's customers and orders as its feed told them. */
export function createProjection(db: Db, deps: ProjectionDeps): Projection {
  deps.tryPutAside()
  const writer = createWriter(db, deps)
  const applyFeed = db.transaction((page: FeedPage): FeedApplied => {
    const known = deps.cursor()
    const fresh = page.items.filter((item) => item.cursor > known)
    const outcomes = fresh.map((item) => writer(item))
    deps.indexPeople(new Set(fresh.flatMap(touched)))
    if (page.cursor > known) deps.putCursor(page.cursor)
    return {
      applied: outcomes.filter((outcome) => outcome.kind !== 'skipped').length,
      skipped: outcomes.filter((outcome) => outcome.kind === 'skipped').length,
      catalogChanged: outcomes.some((outcome) => outcome.kind === 'catalog'),
      portsChanged: outcomes.some((outcome) => outcome.kind === 'ports'),
      billedCustomerIds: [...new Set(outcomes.flatMap((outcome) => (outcome.kind === 'bill' ? [outcome.customerId] : [])))],
      orderIds: [...new Set(outcomes.flatMap((outcome) => (outcome.kind === 'order' ? [outcome.orderId] : [])))],
    }
  })
  return { applyFeed: (page) => applyFeed.immediate(page), ...createReader(db) }
}

type Outcome = { readonly kind: 'skipped' | 'applied' | 'catalog' | 'ports' } | { readonly kind: 'order'; readonly orderId: string } | { readonly kind: 'bill'; readonly customerId: string }

function createWriter(db: Db, deps: ProjectionDeps): (item: FeedItem) => Outcome {
  const customer = db.prepare('INSERT INTO customer (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body')
  const merge = db.prepare('INSERT INTO merge_link (from_id, into_id) VALUES (?, ?) ON CONFLICT (from_id) DO UPDATE SET into_id = excluded.into_id')
  const unmerge = db.prepare('DELETE FROM merge_link WHERE from_id = ? AND into_id = ?')
  const event = db.prepare('INSERT INTO person_event (cursor, customer_id, other_id, kind, words, user_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const link = db.prepare(`INSERT INTO crosswalk (customer_id, provider_id, local_customer_id, state) VALUES (?, ?, ?, ?)
    ON CONFLICT (customer_id, provider_id, local_customer_id) DO UPDATE SET state = excluded.state`)
  const order = db.prepare(`INSERT INTO remote_order (order_id, customer_id, state, steps_done, steps_total, revision, desk_id, taken_at, address_line, search_text, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (order_id) DO UPDATE SET state = excluded.state, steps_done = excluded.steps_done, steps_total = excluded.steps_total, revision = excluded.revision, desk_id = excluded.desk_id, body = excluded.body
    WHERE excluded.revision > remote_order.revision`)

  const putBook = db.prepare('INSERT INTO port_book (queue_id, revision, body) VALUES (?, ?, ?) ON CONFLICT (queue_id) DO UPDATE SET revision = excluded.revision, body = excluded.body WHERE excluded.revision > port_book.revision')

  const putOrder = (item: Extract<FeedItem, { kind: 'order' }>): void => {
    const place = deps.address(item.order.place)
    const addressLine = place ? formatAddress(place) : ''
    const { givenName, familyName } = item.order.registration
    const searchText = foldText([givenName, familyName, addressLine, item.order.id].join(' '))
    order.run(item.order.id, item.order.customerId, item.state, item.stepsDone, item.stepsTotal, item.revision, item.deskId, item.order.takenAt, addressLine, searchText, JSON.stringify(item.order))
  }
  return (item) => {
    switch (item.kind) {
      case 'catalog': return { kind: deps.takeCatalog(item.catalog) ? 'catalog' : 'applied' }
      case 'territory': deps.putTerritoryOffered(item.territory); return { kind: 'applied' }
      case 'customer': customer.run(item.customer.id, JSON.stringify(item.customer)); return { kind: 'applied' }
      case 'merge': {
        merge.run(item.from, item.into)
        if (item.by !== undefined) event.run(item.cursor, item.from, item.into, 'merge', item.because ?? '', item.by, item.at)
        return { kind: 'applied' }
      }
      case 'unmerge': {
        unmerge.run(item.from, item.into)
        event.run(item.cursor, item.from, item.into, 'unmerge', item.because, item.by, item.at)
        return { kind: 'applied' }
      }
      case 'note': event.run(item.cursor, item.customerId, null, 'note', item.text, item.by, item.at); return { kind: 'applied' }
      case 'crosswalk': link.run(item.link.customerId, item.link.providerId, item.link.localCustomerId, item.link.state); return { kind: 'applied' }
      case 'order': putOrder(item); return { kind: 'order', orderId: item.order.id }
      // A desk shows an order's address from its own saga; assignments are central's to list.
      case 'assignment': return { kind: 'applied' }
      case 'bill': deps.bills.putBill(item.bill); return { kind: 'bill', customerId: item.bill.customerId }
      case 'billEntry': deps.bills.putEntry(item.entry); return { kind: 'bill', customerId: item.entry.customerId }
      // Who looks at bills looks at the use behind them: both are read anew.
      case 'usagePack': return deps.usage.putPack(item.pack) ? { kind: 'bill', customerId: item.pack.customerId } : { kind: 'skipped' }
      case 'portBook': putBook.run(item.book.queueId, item.book.revision, JSON.stringify(item.book)); return { kind: 'ports' }
      default: return skipUnknown(item)
    }
  }
}

/** Whose place in the index an item changes. */
function touched(item: FeedItem): readonly string[] {
  switch (item.kind) {
    case 'customer': return [item.customer.id]
    case 'crosswalk': return [item.link.customerId]
    case 'order': return [item.order.customerId]
    default: return []
  }
}

/** Central may be newer than this desk: what it cannot know is counted, not an error. The type says it cannot happen; the wire may. */
function skipUnknown(item: never): Outcome {
  const { kind } = item as { kind?: unknown }
  return typeof kind === 'string' ? { kind: 'skipped' } : assertNever(item)
}

function createReader(db: Db): Omit<Projection, 'applyFeed'> {
  const columns = 'body, state, steps_done AS stepsDone, steps_total AS stepsTotal, revision, desk_id AS deskId, address_line AS addressLine'
  const list = db.prepare(`SELECT ${columns} FROM remote_order WHERE instr(search_text, ?) > 0 OR ? = '' ORDER BY taken_at DESC, order_id DESC LIMIT ?`)
  const one = db.prepare(`SELECT ${columns} FROM remote_order WHERE order_id = ?`)
  const atPlace = db.prepare(`SELECT ${columns} FROM remote_order WHERE json_extract(body, '$.place') = ? ORDER BY taken_at DESC LIMIT 20`)
  const customer = db.prepare('SELECT body FROM customer WHERE id = ?').pluck()
  const crosswalk = db.prepare('SELECT customer_id AS customerId, provider_id AS providerId, local_customer_id AS localCustomerId, state FROM crosswalk WHERE customer_id = ? ORDER BY provider_id, local_customer_id')
  const orderIds = db.prepare('SELECT order_id FROM remote_order WHERE customer_id = ? ORDER BY taken_at, order_id').pluck()
  // The depth is bounded: two records merged into each other by two desks must not turn round for ever.
  const survivor = db.prepare(`WITH RECURSIVE chain (id, depth) AS (SELECT ?, 0 UNION SELECT merge_link.into_id, depth + 1 FROM chain JOIN merge_link ON merge_link.from_id = chain.id WHERE depth < 32)
    SELECT id FROM chain ORDER BY depth DESC LIMIT 1`).pluck()

  const orderOf = ({ body, ...row }: Omit<RemoteOrder, 'order'> & { body: string }): RemoteOrder => ({ ...row, order: JSON.parse(body) as RemoteOrder['order'] })
  return {
    remoteOrders: (limit, text) => {
      const folded = foldText(searchedId(text))
      return (list.all(folded, folded, limit) as Parameters<typeof orderOf>[0][]).map(orderOf)
    },
    remoteOrder: (orderId) => {
      const row = one.get(orderId) as Parameters<typeof orderOf>[0] | undefined
      return row ? orderOf(row) : null
    },
    customer: (id) => {
      const body = customer.get(survivor.get(id)) as string | undefined
      return body === undefined ? null : (JSON.parse(body) as Customer)
    },
    crosswalk: (customerId) => crosswalk.all(customerId) as CrosswalkLink[],
    ownRecord: (id) => {
      const body = customer.get(id) as string | undefined
      return body === undefined ? null : (JSON.parse(body) as Customer)
    },
    ordersUnderWayAt: (place) => (atPlace.all(place) as Parameters<typeof orderOf>[0][]).map(orderOf).filter(({ state }) => !isEnded(state)),
    orderIdsOf: (customerId) => orderIds.all(customerId) as string[],
  }
}
