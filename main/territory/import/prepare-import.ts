import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { ImportOrder } from '../../../shared/domain/import-job.ts'
import type { Position } from '../../../shared/domain/plant.ts'
import type { ProviderId } from '../../../shared/kernel/ids.ts'
import type { TerritoryInfo } from '../../store/desk/cache/cache.ts'
import type { Manifest } from '../formats.ts'
import { policyOf } from '../policy.ts'
import { readManifest } from '../read-territory.ts'
import type { ImportContext } from './context.ts'

const DROP_LIMIT_M = 30

/** The manifest of a territory: the file `given`, else the one that is built in under its name; null where there is none. Errors: a sentence. */
export function manifestOf(name: string, builtInDirectory: string, given: string | null): Manifest | null | string {
  const file = given === null ? join(builtInDirectory, name, 'territory.json') : resolve(given)
  if (!existsSync(file)) return given === null ? null : `There is no ${file}.`
  const read = readManifest(dirname(file))
  return read.ok ? read.value : `${file} is not a territory's manifest (${Object.values(read.error.details).join(', ')}).`
}

/** What the desk is told of the territory. Errors: a sentence. */
export function infoOf(name: string, manifest: Manifest | null, given: Pick<ImportOrder, 'title' | 'region' | 'zone' | 'isLive'>): TerritoryInfo | string {
  const zone = given.zone ?? manifest?.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
  } catch {
    return `"${zone}" is not a time zone.`
  }
  return {
    name, title: given.title ?? manifest?.title ?? name.replaceAll('-', ' ').replace(/^\w/, (letter) => letter.toUpperCase()), region: given.region ?? manifest?.region ?? '', zone,
    sandbox: !given.isLive && (manifest?.sandbox ?? true), billCycleDay: manifest?.billCycleDay ?? null, policy: policyOf(manifest?.policy),
  }
}

/** How the words of the files are meant. `reference`: a place that is in the territory already. */
export function contextOf(manifest: Manifest | null, reference: Position | null, given: Pick<ImportOrder, 'city' | 'region' | 'provider' | 'dropLimitM'>): ImportContext {
  const dropLimitM = given.dropLimitM ?? DROP_LIMIT_M
  return {
    city: given.city ?? manifest?.city ?? '', region: given.region ?? manifest?.region ?? '', providers: (manifest?.providers ?? {}) as Readonly<Record<string, ProviderId>>, technologies: manifest?.technologies ?? {},
    provider: given.provider, dropLimitM: Number.isFinite(dropLimitM) ? dropLimitM : DROP_LIMIT_M, names: new Map(), reference,
  }
}
