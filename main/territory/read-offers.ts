import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { parseAddressLine } from '../../shared/domain/address-text.ts'
import type { AddressParts, AddressRefusal } from '../../shared/domain/address-text.ts'
import type { Position } from '../../shared/domain/plant.ts'
import type { ProviderAnswer } from '../../shared/domain/qualification.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { microFromDecimal } from '../../shared/kernel/money.ts'
import type { Manifest } from './formats.ts'

/** One line of an offer file: a place and what the provider's own tool answered for it. */
export type OfferLine = { readonly parts: AddressParts; readonly position: Position; readonly blockGroup: string; readonly answer: ProviderAnswer }
export type OfferRefusal = AddressRefusal | 'csv-malformed' | 'provider-unknown' | 'technology-unknown' | 'price-malformed' | 'speed-malformed' | 'position-malformed' | 'time-malformed' | 'block-group-malformed' | 'plan-missing'
type Read = { readonly line: number } & ({ readonly kind: 'read'; readonly offer: OfferLine } | { readonly kind: 'refused'; readonly reason: OfferRefusal })

const KBPS_PER_UNIT: Readonly<Record<string, number>> = { Kbps: 1, Mbps: 1000, Gbps: 1_000_000 }

/**
 * Streams an offer file in the columns of the-markup/investigation-isp (data/output/by_city), one record at a time, so that the size of
 * a city does not matter. A bad line is reported with its number and reason; the rest is read. `file`: path of a CSV file with a header.
 */
export async function* readOffers(file: string, manifest: Manifest): AsyncGenerator<Read> {
  // A set: the parser may name one torn line more than once.
  const malformed = new Set<number>()
  const parser = createReadStream(file).pipe(parse({
    columns: true, info: true, bom: true, skip_empty_lines: true, skip_records_with_error: true,
    on_skip: (error) => void malformed.add(Number(error?.lines ?? 0)),
  }))
  for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
    const offer = readOffer(record, manifest)
    yield offer.ok ? { kind: 'read', line: info.lines, offer: offer.value } : { kind: 'refused', line: info.lines, reason: offer.error }
  }
  for (const line of malformed) yield { kind: 'refused', line, reason: 'csv-malformed' }
}

function readOffer(row: Record<string, string>, manifest: Manifest): Result<OfferLine, OfferRefusal> {
  const parts = parseAddressLine(row.address_full ?? '', manifest)
  if (!parts.ok) return parts
  const latitude = decimal(row.lat)
  const longitude = decimal(row.lon)
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return err('position-malformed')
  if (!/^\d{12}$/.test(row.block_group ?? '')) return err('block-group-malformed')
  const answer = readAnswer(row, manifest)
  if (!answer.ok) return answer
  return ok({ parts: parts.value, position: { latitude, longitude }, blockGroup: row.block_group!, answer: answer.value })
}

function readAnswer(row: Record<string, string>, manifest: Manifest): Result<ProviderAnswer, OfferRefusal> {
  const providerId = manifest.providers[row.provider ?? '']
  const overProviderId = row.contract_provider ? manifest.providers[row.contract_provider] : null
  if (providerId === undefined || overProviderId === undefined) return err('provider-unknown')
  const accessType = manifest.technologies[row.technology ?? '']
  if (accessType === undefined) return err('technology-unknown')
  if (!row.package) return err('plan-missing')
  if (!/^\d+(\.\d{1,6})?$/.test(row.price ?? '')) return err('price-malformed')
  const unitKbps = KBPS_PER_UNIT[row.speed_unit ?? '']
  const down = decimal(row.speed_down)
  const up = decimal(row.speed_up)
  if (unitKbps === undefined || down === null || up === null || down <= 0 || up <= 0) return err('speed-malformed')
  if (!/^\d{9,11}$/.test(row.collection_datetime ?? '')) return err('time-malformed')
  return ok({
    providerId, accessType, qualified: true, planName: row.package, priceMicro: microFromDecimal(row.price!), downlinkKbps: Math.round(down * unitKbps), uplinkKbps: Math.round(up * unitKbps),
    reasonCode: null, overProviderId, answeredAt: Number(row.collection_datetime) * 1000, source: 'collected2022',
  })
}

const decimal = (text: string | undefined): number | null => (text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null)
