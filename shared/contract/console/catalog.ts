import { z } from 'zod'
import type { Catalog } from '../../domain/catalog.ts'
import type { CatalogChange } from '../../domain/catalog-change.ts'
import { entry } from './entry.ts'
import { produced, zId, zText } from './schemas.ts'

const ADMIN = ['administrator'] as const
const zDay = z.iso.date()
/** A file of the window's, or offerings that end; `from`: the day from which the file's differences hold, null: its own dates. `lastDay`: the last on which it is sold. */
const zChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), fileId: z.uuid(), from: zDay.nullable() }),
  z.object({ kind: z.literal('withdraw'), offerings: z.array(z.object({ id: zId, lastDay: zDay })).min(1).max(100) }),
])
const zCompared = z.enum(['central', 'desk'])

/** Catalogs, for administrators: what is on sale, what a file would change, publishing and ending. And the files a window brings, in pieces. */
export const CATALOG_ROWS = {
  'files.begin': entry({ type: 'command', roles: ADMIN, offline: 'local', errors: [], input: z.object({ name: zText(300).min(1) }), output: z.object({ fileId: z.uuid() }) }),
  'files.put': entry({ type: 'command', roles: ADMIN, offline: 'local', errors: ['file-unknown', 'file-gap'],
    input: z.object({ fileId: z.uuid(), offset: z.int().min(0), content: z.base64().max(700_000) }), output: z.object({ received: z.int() }) }),
  'files.drop': entry({ type: 'command', roles: ADMIN, offline: 'local', errors: [], input: z.object({ fileId: z.uuid() }), output: z.object({}) }),
  'catalog.overview': entry({ type: 'query', roles: ADMIN, offline: 'local', errors: [], input: z.object({}),
    output: z.object({
      catalog: produced<Catalog>().nullable(), refused: z.object({ kind: z.enum(['newer', 'older']), version: z.int() }).nullable(), now: z.number(),
      central: z.discriminatedUnion('kind', [z.object({ kind: z.literal('asked'), version: z.int().nullable() }), z.object({ kind: z.literal('away') })]),
    }) }),
  'catalog.check': entry({ type: 'query', roles: ADMIN, offline: 'local', errors: ['file-unknown', 'date-past', 'catalog-missing'], input: z.object({ change: zChange }),
    output: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('refused'), comparedWith: zCompared, published: z.int().nullable(), problems: z.array(z.object({ line: z.int().nullable(), path: z.string(), problem: z.string() })) }),
      z.object({ kind: z.literal('planned'), comparedWith: zCompared, published: z.int().nullable(), version: z.int(), relation: z.enum(['first', 'newer', 'same', 'older']), changes: z.array(produced<CatalogChange>()), alsoGone: z.array(z.string()), offerings: z.int() }),
    ]) }),
  'catalog.publish': entry({ type: 'command', roles: ADMIN, offline: 'needsNetwork', errors: ['file-unknown', 'date-past', 'catalog-missing', 'catalog-refused', 'catalog-moved', 'catalog-not-newer', 'network-unavailable', 'central-unavailable'],
    input: z.object({ change: zChange, /** The version the change was compared with. */ seen: z.int().nullable() }), output: z.object({ version: z.int(), changes: z.int() }) }),
} as const
