import { z } from 'zod'
import type { CatalogChange } from '../../domain/catalog-change.ts'
import { IMPORT_KINDS } from '../../domain/import-job.ts'
import type { ImportJob, TerritoryPublication } from '../../domain/import-job.ts'
import { entry } from './entry.ts'
import { produced, zCommandId, zId, zText } from './schemas.ts'

const ADMIN = ['administrator'] as const
const zSaid = zText(120).min(1).nullable()

/** Bringing a city's own files in, for administrators: started, paused, taken up again or given up, with what was refused. One at a time. */
export const TERRITORY_IMPORT_ROWS = {
  /** A file is one that the window brought (`fileId`), or lies on this machine (`path`; a directory for the ground). Null: as the files and the territory's manifest say. */
  'territory.import': entry({ type: 'command', roles: ADMIN, offline: 'local', errors: ['import-running', 'secret-store-required', 'file-unknown', 'territory-invalid'],
    input: z.object({
      territory: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), title: zSaid, city: zSaid, region: zSaid, zone: zSaid, provider: zSaid, dropLimitM: z.number().min(0).max(10_000).nullable(), isLive: z.boolean(),
      files: z.array(z.object({ kind: z.enum(IMPORT_KINDS), fileId: z.uuid().nullable(), path: zText(1_000).nullable() }).refine(({ fileId, path }) => (fileId === null) !== (path === null || path === ''))).min(1).max(200),
    }), output: z.object({ importId: zId }) }),
  'territory.importState': entry({ type: 'query', roles: ADMIN, offline: 'local', errors: [], input: z.object({}), output: z.object({ job: produced<ImportJob>().nullable(), territory: z.object({ name: z.string(), title: z.string() }).nullable() }) }),
  /** Pausing and cancelling wait for the batch under way; what came in stays. */
  'territory.importControl': entry({ type: 'command', roles: ADMIN, offline: 'local', errors: ['import-unknown', 'import-ended'], input: z.object({ importId: zId, verb: z.enum(['pause', 'resume', 'cancel']) }), output: z.object({ state: zText(20) }) }),
  /** Of one file, by its place in the job, in the order of its lines. `refused` counts those that are not kept, too. */
  'territory.importRefusals': entry({ type: 'query', roles: ADMIN, offline: 'local', errors: ['import-unknown'], input: z.object({ importId: zId, file: z.int().min(0), limit: z.int().min(1).max(10_000) }),
    output: z.object({ name: z.string(), refused: z.int(), lines: z.array(z.object({ line: z.int(), reason: z.string() })) }) }),
  /** Writes them beside the desk's data, for a window that cannot take a download; answers where. */
  'territory.saveRefusals': entry({ type: 'command', roles: ADMIN, offline: 'local', errors: ['import-unknown'], input: z.object({ importId: zId, file: z.int().min(0) }), output: z.object({ path: z.string() }) }),
  /** The plans that answers of the territory name with a price, beside what is on sale at central, or on this desk while central is away. */
  'territory.plansFound': entry({ type: 'query', roles: ADMIN, offline: 'local', errors: [], input: z.object({}),
    output: z.object({ plans: z.int(), added: z.int(), changed: z.int(), known: z.int(), published: z.int().nullable(), comparedWith: z.enum(['central', 'desk']), changes: z.array(produced<CatalogChange>()), begins: z.array(z.object({ what: z.string(), name: z.string(), providerName: z.string(), amountMicro: z.int() })), refused: z.array(z.object({ providerId: z.string(), planName: z.string(), reason: z.string() })) }) }),
  /** Puts them on sale from a day on; null: from now. `seen`: the version they were compared with. */
  'territory.sellPlans': entry({ type: 'command', roles: ADMIN, offline: 'needsNetwork', errors: ['date-past', 'catalog-refused', 'catalog-moved', 'network-unavailable', 'central-unavailable'],
    input: z.object({ seen: z.int().nullable(), from: z.iso.date().nullable() }), output: z.object({ version: z.int(), added: z.int(), changed: z.int() }) }),
  /** Puts what was imported here into force at central, for every desk that follows. It goes on after the answer; the same id again starts nothing anew. */
  'territory.publish': entry({ type: 'command', roles: ADMIN, offline: 'needsNetwork', errors: ['publication-running', 'territory-not-imported', 'import-unfinished', 'secret-store-required', 'network-unavailable'], input: z.object({ commandId: zCommandId }), output: z.object({ commandId: z.string() }) }),
  /** Where this desk's places come from; `offered`: what central has in force, where that is something else. */
  'territory.following': entry({ type: 'query', roles: ADMIN, offline: 'local', errors: [], input: z.object({}), output: z.object({ own: z.object({ name: z.string(), title: z.string(), from: z.enum(['practice', 'directory', 'imported', 'central']) }).nullable(), offered: z.object({ name: z.string(), title: z.string() }).nullable() }) }),
  'territory.choose': entry({ type: 'command', roles: ADMIN, offline: 'local', errors: ['import-unfinished', 'territory-unpublished', 'territory-invalid', 'secret-store-required', 'network-unavailable', 'central-unavailable'], input: z.object({ which: z.enum(['central', 'practice']) }), output: z.object({}) }),
  'territory.publication': entry({ type: 'query', roles: ADMIN, offline: 'local', errors: [], input: z.object({}), output: z.object({ publication: produced<TerritoryPublication>().nullable() }) }),
} as const
