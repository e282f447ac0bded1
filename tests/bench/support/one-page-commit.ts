import { join } from 'node:path'
import { openDatabase } from '../../../main/store/sql/open.ts'
import { KEY } from '../../support/fake-desk.ts'

export type OnePageCommit = Disposable & { readonly commit: () => void }

/** More commits than a WAL has pages before its checkpoint, so that the measured ones write over what is there, as the journal's do. */
const WARM_UP = 1_100

/** The least that the same build can make durable: one number in one page, in a database opened as the journal is (encrypted, WAL, synchronous=FULL). */
export function openOnePageCommit(directory: string): OnePageCommit {
  const db = openDatabase({ file: join(directory, 'one-page.db'), key: KEY })
  db.exec('CREATE TABLE page (id INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT; INSERT INTO page VALUES (1, 0)')
  const update = db.prepare('UPDATE page SET n = n + 1 WHERE id = 1')
  db.pragma('synchronous=OFF')
  for (let n = 0; n < WARM_UP; n++) update.run()
  db.pragma('synchronous=FULL')
  return { commit: () => void update.run(), [Symbol.dispose]: () => void db.close() }
}
