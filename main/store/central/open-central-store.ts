import { hkdfSync } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { CentralStore, WriteTx } from '../../central/ports.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { migrate } from '../sql/migrate.ts'
import type { Db, RawKey } from '../sql/open.ts'
import { openDatabase } from '../sql/open.ts'
import { addressingRepository } from './addressing.ts'
import { billingRepository } from './billing.ts'
import { callRepository } from './calls.ts'
import { billRepository } from './bills.ts'
import { catalogRepository } from './catalog.ts'
import { commandRepository } from './commands.ts'
import { crosswalkRepository } from './crosswalk.ts'
import { customerRepository } from './customers.ts'
import { feedRepository } from './feed.ts'
import { CENTRAL_MIGRATIONS } from './migrations.ts'
import { createMutex } from './mutex.ts'
import { portBookRepository } from './port-books.ts'
import { placeRepository } from './places.ts'
import { orderRepository } from './orders.ts'
import { pinRepository } from './pins.ts'
import { radiusRepository } from './radius-sessions.ts'
import { storageError } from './storage-errors.ts'
import { openCache } from '../desk/cache/open-cache.ts'
import type { Cache } from '../desk/cache/cache.ts'
import { territoryRepository } from './territory.ts'
import { correctionRepository } from './price-corrections.ts'
import { packRepository } from './usage-packs.ts'
import { usageRepository } from './usage.ts'
import { openUsageBook } from './usage/open-usage-book.ts'
import type { UsageBook } from '../../central/usage/ports.ts'

/**
 * Opens central's encrypted file and brings it to the newest schema. Errors: `central-older` when the file was written by a newer
 * central, which must not touch it; throws on a wrong key or a damaged file.
 */
export function openCentralStore(options: { readonly file: string; readonly key: RawKey }): Result<CentralStore, AppError> {
  const db = openDatabase(options)
  const outcome = migrate(db, CENTRAL_MIGRATIONS)
  if (outcome.kind === 'newer') {
    db.close()
    return err(appError('central-older', { fileVersion: outcome.found, knownVersion: outcome.known }))
  }
  try {
    const book = openUsageBook({ directory: join(dirname(options.file), 'usage'), key: usageKey(options.key) })
    return ok(storeOver(db, book, () => openCache({ file: join(dirname(options.file), 'territory.db'), key: options.key }).cache))
  } catch (error) {
    db.close()
    throw error
  }
}

/** Reads wait for their turn too: on one connection they would otherwise see what a transaction has not committed. */
function storeOver(db: Db, book: UsageBook, openTerritory: () => Cache): CentralStore {
  // Opened by the first question about a place: most centrals of a test are never asked one.
  let territory: Cache | null = null
  const tx = repositories(db, book, () => (territory ??= openTerritory()))
  const mutex = createMutex()
  return {
    write: (work) => mutex.run(() => transact(db, 'BEGIN IMMEDIATE', () => work(tx))),
    read: (work) => mutex.run(() => transact(db, 'BEGIN', () => work(tx))),
    close: () => mutex.run(async () => {
      territory?.close()
      book.close()
      db.close()
    }),
  }
}

async function transact<T>(db: Db, begin: string, work: () => Promise<T>): Promise<Result<T, AppError>> {
  try {
    db.exec(begin)
    const value = await work()
    db.exec('COMMIT')
    return ok(value)
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    const storage = storageError(error)
    if (storage) return err(storage)
    throw error
  }
}

/** A key of its own for another cipher. Source: RFC 5869. */
const usageKey = (key: RawKey): RawKey => Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), '', 'lastmile usage blocks', 32)).toString('hex')

function repositories(db: Db, book: UsageBook, territory: () => Cache): WriteTx {
  return {
    commands: commandRepository(db),
    feed: feedRepository(db),
    catalog: catalogRepository(db),
    customers: customerRepository(db),
    places: placeRepository(db),
    orders: orderRepository(db),
    crosswalk: crosswalkRepository(db),
    addressing: addressingRepository(db),
    portBooks: portBookRepository(db),
    billing: billingRepository(db),
    bills: billRepository(db),
    pins: pinRepository(db),
    usage: usageRepository(db, book),
    corrections: correctionRepository(db),
    packs: packRepository(db),
    radius: radiusRepository(db),
    calls: callRepository(db),
    territory: territoryRepository(db, territory),
    attempt: async (work) => {
      db.exec('SAVEPOINT attempt')
      const result = await work()
      db.exec(result.ok ? 'RELEASE attempt' : 'ROLLBACK TO attempt; RELEASE attempt')
      return result
    },
  }
}
