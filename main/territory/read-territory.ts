import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Catalog } from '../../shared/domain/catalog.ts'
import { appError } from '../../shared/domain/errors.ts'
import type { AppError } from '../../shared/domain/errors.ts'
import type { GeographicAddress } from '../../shared/domain/place.ts'
import type { AddressId } from '../../shared/kernel/ids.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { zCatalog } from './catalog-format.ts'
import { zAddressing, zDemoCallers, zManifest, zNegatives, zPlant, zSectors, zUnits } from './formats.ts'
import type { DemoCaller, Manifest, PlantFile, SectorsFile } from './formats.ts'
import { createPlaceBook } from './place-book.ts'
import type { PlacedAnswer, RefusedLine } from './place-book.ts'
import { readOffers } from './read-offers.ts'

/** A no that the provider's own interface gives. `answeredAt` null: nobody has asked yet, so a desk does not know it. */
export type PlacedNo = { readonly addressId: AddressId; readonly no: z.output<typeof zNegatives>['answers'][number] }

/** A territory directory as read and checked; nothing is stored yet. */
export type Territory = {
  readonly manifest: Manifest
  readonly addresses: readonly GeographicAddress[]
  readonly answers: readonly PlacedAnswer[]
  readonly negatives: readonly PlacedNo[]
  readonly plant: Omit<PlantFile, 'waiting'>
  readonly waiting: readonly { readonly addressId: AddressId; readonly entry: PlantFile['waiting'][number] }[]
  readonly sectors: SectorsFile
  readonly catalog: Catalog | null
  readonly addressing: z.output<typeof zAddressing> | null
  readonly demoCallers: readonly DemoCaller[]
  readonly refused: readonly RefusedLine[]
}

/**
 * Reads a territory directory: territory.json, offers/*.csv and, where present, catalog, plant, sectors, units, negative answers,
 * addressing and demo callers. Bad lines are refused one by one. `onProgress`: offer lines read so far.
 * Errors: `territory-invalid` when territory.json is missing or a JSON file as a whole is malformed (`file`, `reason`).
 */
export async function readTerritory(directory: string, onProgress: (read: number) => void = () => undefined): Promise<Result<Territory, AppError>> {
  const files = readJsonFiles(directory)
  if (!files.ok) return files
  const { manifest, units, negatives, plant, sectors, catalog, addressing, demoCallers } = files.value
  const refused: RefusedLine[] = []
  const book = createPlaceBook(manifest, (line) => void refused.push(line))
  for (const name of offerFiles(directory)) {
    for await (const read of readOffers(join(directory, name), manifest)) {
      if (read.kind === 'refused') refused.push({ file: name, line: read.line, reason: read.reason })
      else book.addOffer(name, read.line, read.offer)
      if (read.line % 500 === 0) onProgress(read.line)
    }
  }
  units?.premises.forEach((premise, index) => book.addUnits('units.json', index + 1, premise))
  const placed = <T extends { readonly address: string }>(file: string, items: readonly T[]) => items.flatMap((item, index) => {
    const addressId = book.find(file, index + 1, item.address)
    return addressId === null ? [] : [{ addressId, item }]
  })
  return ok({
    manifest, addresses: book.addresses(), answers: book.answers(),
    negatives: placed('negative-answers.json', negatives?.answers ?? []).map(({ addressId, item }) => ({ addressId, no: item })),
    plant: { nodes: plant?.nodes ?? [], spans: plant?.spans ?? [] },
    waiting: placed('plant.json', plant?.waiting ?? []).map(({ addressId, item }) => ({ addressId, entry: item })),
    sectors: sectors ?? { sectors: [], plans: [] }, catalog, addressing, demoCallers: demoCallers ?? [], refused,
  })
}

/** The demo people of a territory. Empty where the directory has none. Errors: `territory-invalid`. */
export function readDemoCallers(directory: string): Result<readonly DemoCaller[], AppError> {
  const file = readJson(directory, 'demo-callers.json', zDemoCallers)
  return file.ok ? ok(file.value ?? []) : file
}

/** The one file that must be there. Errors: `territory-invalid`. */
export function readManifest(directory: string): Result<Manifest, AppError> {
  const manifest = readJson(directory, 'territory.json', zManifest)
  if (!manifest.ok) return manifest
  return manifest.value === null ? err(appError('territory-invalid', { file: 'territory.json', reason: 'missing' })) : ok(manifest.value)
}

function readJsonFiles(directory: string) {
  const manifest = readManifest(directory)
  if (!manifest.ok) return manifest
  const units = readJson(directory, 'units.json', zUnits)
  if (!units.ok) return units
  const negatives = readJson(directory, 'negative-answers.json', zNegatives)
  if (!negatives.ok) return negatives
  const plant = readJson(directory, 'plant.json', zPlant)
  if (!plant.ok) return plant
  const sectors = readJson(directory, 'sectors.json', zSectors)
  if (!sectors.ok) return sectors
  const catalog = readJson(directory, 'catalog.json', zCatalog)
  if (!catalog.ok) return catalog
  const addressing = readJson(directory, 'addressing.json', zAddressing)
  if (!addressing.ok) return addressing
  const demoCallers = readJson(directory, 'demo-callers.json', zDemoCallers)
  if (!demoCallers.ok) return demoCallers
  return ok({ manifest: manifest.value, units: units.value, negatives: negatives.value, plant: plant.value, sectors: sectors.value, catalog: catalog.value, addressing: addressing.value, demoCallers: demoCallers.value })
}

/** Null when the file is not there: all but the manifest are optional. */
function readJson<S extends z.ZodType>(directory: string, name: string, schema: S): Result<z.output<S> | null, AppError> {
  const file = join(directory, name)
  if (!existsSync(file)) return ok(null)
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return err(appError('territory-invalid', { file: name, reason: 'not JSON' }))
  }
  const decoded = schema.safeParse(parsed)
  if (decoded.success) return ok(decoded.data)
  const [issue] = decoded.error.issues
  return err(appError('territory-invalid', { file: name, reason: `${issue?.path.join('.') || 'file'}: ${issue?.message ?? 'malformed'}` }))
}

const offerFiles = (directory: string): readonly string[] =>
  existsSync(join(directory, 'offers')) ? readdirSync(join(directory, 'offers')).filter((name) => name.endsWith('.csv')).sort().map((name) => `offers/${name}`) : []
