import { z } from 'zod'
import { ACCESS_TYPES } from '../../../shared/domain/catalog.ts'
import { readWrittenAddress } from '../../../shared/engines/address/read-address.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { ImportItem } from '../../store/desk/cache/import-port.ts'
import { addressIdOf } from '../place-book.ts'
import type { ImportContext } from './context.ts'
import { zAs } from '../formats.ts'

/** Lists of a JSON document that name their places by the written address: units of premises, what providers refused, who waits for a port. */
export const DOCUMENT_LISTS: ReadonlySet<string> = new Set(['premises', 'answers', 'waiting'])
const CATALOG_LIST = 'offerings'

const zText = z.string().min(1).max(200)
const zPremise = z.object({ address: zText, units: z.array(z.string().min(1).max(20)).min(1).max(5_000), origin: z.enum(['real', 'invented']).default('real') })
const zRefusal = z.object({ address: zText, providerId: zAs<'ProviderId'>(), accessType: z.enum(ACCESS_TYPES), reasonCode: z.string().regex(/^[A-Z0-9-]{2,40}$/), overProviderId: zAs<'ProviderId'>().nullable().default(null), answeredAt: z.int().min(0).nullable() })
const zWaiting = z.object({ id: zText, queueId: zText, providerId: zAs<'ProviderId'>(), accessType: z.enum(ACCESS_TYPES), priorityClass: z.int().min(0), since: z.int().min(0), distanceM: z.number().min(0), address: zText })

/** What a document is by its first signs: one with lists of ours, a catalog, or none (lines of JSON are none). */
export function documentKindOf(head: string): 'lists' | 'catalog' | null {
  const text = head.replace(/^\uFEFF/, '').trimStart()
  if (!text.startsWith('{') || isWholeLine(text)) return null
  const names = [...text.matchAll(/"(premises|answers|waiting|offerings|nodes|spans)"\s*:\s*\[/g)].map(([, name]) => name)
  if (names.includes(CATALOG_LIST)) return 'catalog'
  return names.length > 0 ? 'lists' : null
}

/** One item of such a list. Errors: a sentence. */
export function readListItem(list: string, value: unknown, context: ImportContext): Result<ImportItem, string> {
  if (list === 'premises') {
    const premise = zPremise.safeParse(value)
    if (!premise.success) return err(issueOf(premise.error))
    const parts = readWrittenAddress(premise.data.address, context)
    if (!parts.ok) return parts
    return ok({ kind: 'units', premiseId: addressIdOf({ ...parts.value, unit: null }), units: premise.data.units.map((unit) => ({ id: addressIdOf({ ...parts.value, unit }), unit })), origin: premise.data.origin })
  }
  const row = list === 'answers' ? zRefusal.safeParse(value) : zWaiting.safeParse(value)
  if (!row.success) return err(issueOf(row.error))
  const parts = readWrittenAddress(row.data.address, context)
  if (!parts.ok) return parts
  const addressId = addressIdOf(parts.value)
  if ('queueId' in row.data) {
    const { address: _, ...entry } = row.data
    return ok({ kind: 'waiting', entry: { ...entry, place: addressId } })
  }
  const { providerId, accessType, reasonCode, overProviderId, answeredAt } = row.data
  if (answeredAt === null) return err('nobody has asked yet: the answer has no date')
  return ok({ kind: 'refusedAt', addressId, answer: { providerId, accessType, qualified: false, planName: null, priceMicro: null, downlinkKbps: null, uplinkKbps: null, reasonCode, overProviderId, answeredAt, source: 'providerInterface' } })
}

/** A line that is a whole object, and none that holds such a list. */
function isWholeLine(text: string): boolean {
  try {
    const value = JSON.parse(text.split('\n', 1)[0]!) as Readonly<Record<string, unknown>>
    return ![...DOCUMENT_LISTS, CATALOG_LIST].some((name) => Array.isArray(value[name]))
  } catch {
    return false
  }
}

const issueOf = (error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }): string => `${error.issues[0]?.path.join('.') || 'it'}: ${error.issues[0]?.message ?? 'malformed'}`
