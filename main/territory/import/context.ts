import type { AccessType } from '../../../shared/domain/catalog.ts'
import type { Position } from '../../../shared/domain/plant.ts'
import type { ProviderId } from '../../../shared/kernel/ids.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { ImportItem } from '../../store/desk/cache/import-port.ts'

/** What readers need to know besides their line: the territory's own words, and where it is. */
export type ImportContext = {
  readonly city: string
  readonly region: string
  readonly providers: Readonly<Record<string, ProviderId>>
  readonly technologies: Readonly<Record<string, AccessType>>
  /** Whose answers or plant a file holds that names nobody. */
  readonly provider: string | null
  readonly dropLimitM: number
  /** What the files call companies, by id; filled while they are read. */
  readonly names?: Map<string, string>
  /** A place that is in the territory; null until the first one. */
  reference: Position | null
}
export type Reading = { readonly ok: true; readonly value: ImportItem } | { readonly ok: false; readonly error: string }

/** The manifest's word for a company, else its name in small letters: "AT&T" → "at-t". */
export const providerOf = (name: string, context: Pick<ImportContext, 'providers'>): ProviderId | null => {
  const known = context.providers[name]
  if (known !== undefined) return known
  if (name.length > 200) return null
  const slug = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  return slug === '' ? null : asId(slug.slice(0, 64))
}

/** The manifest's word for a technology, else what the usual words mean. */
export const technologyOf = (word: string, context: Pick<ImportContext, 'technologies'>): AccessType | null =>
  context.technologies[word] ?? USUAL.find(([pattern]) => pattern.test(word))?.[1] ?? null

const USUAL: readonly (readonly [RegExp, AccessType])[] = [
  [/not fib|copper|dsl|twisted/i, 'copper'], [/coax|cable|hfc|docsis/i, 'cable'], [/fib(er|re)|fttp|ftth|gpon/i, 'fiber'], [/satellite/i, 'satellite'], [/wireless|microwave|5g|lte/i, 'fixedWireless'],
]
