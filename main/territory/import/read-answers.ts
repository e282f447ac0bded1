import type { AccessType } from '../../../shared/domain/catalog.ts'
import type { ProviderAnswer } from '../../../shared/domain/qualification.ts'
import { checkPosition } from '../../../shared/engines/address/check-position.ts'
import { readWrittenAddress } from '../../../shared/engines/address/read-address.ts'
import { microFromDecimal } from '../../../shared/kernel/money.ts'
import { providerOf, technologyOf } from './context.ts'
import type { ImportContext, Reading } from './context.ts'
import { placeOf } from './read-addresses.ts'

export const OFFER_COLUMNS = ['address_full', 'lat', 'lon', 'collection_datetime', 'provider', 'price', 'speed_down', 'speed_up', 'technology', 'package'] as const
export const CLAIM_COLUMNS = ['frn', 'provider_id', 'brand_name', 'location_id', 'technology', 'max_advertised_download_speed', 'max_advertised_upload_speed', 'low_latency', 'business_residential_code', 'block_geoid', 'h3_res8_id'] as const

const KBPS_PER_UNIT: Readonly<Record<string, number>> = { Kbps: 1, Mbps: 1000, Gbps: 1_000_000 }
const refused = (error: string): Reading => ({ ok: false, error })

/** A row of the-markup/investigation-isp (data/output/by_city): the plan and price a provider's own tool offered at an address. Errors: a sentence. */
export function readOfferRow(row: Readonly<Record<string, string>>, context: ImportContext): Reading {
  const parts = readWrittenAddress(row.address_full ?? '', { city: context.city || (row.major_city ?? ''), region: context.region || (row.state ?? '') })
  if (!parts.ok) return parts
  const position = checkPosition(row.lon, row.lat, context.reference)
  if (!position.ok) return position
  const providerId = providerOf(row.provider ?? '', context)
  if (providerId === null) return refused('the provider is missing')
  const overProviderId = row.contract_provider ? providerOf(row.contract_provider, context) : null
  const accessType = technologyOf(row.technology ?? '', context)
  if (accessType === null) return refused(`the technology "${shown(row.technology)}" is not known`)
  if (!row.package) return refused('the plan has no name')
  if (row.package.length > 200) return refused(`the name of the plan is ${row.package.length.toLocaleString('en-US')} characters long`)
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(row.price ?? '')) return refused(`the price "${shown(row.price)}" is not an amount`)
  const unitKbps = KBPS_PER_UNIT[row.speed_unit ?? 'Mbps']
  const [down, up] = [speed(row.speed_down), speed(row.speed_up)]
  if (unitKbps === undefined || down === null || up === null) return refused('the speed is not a number of Kbps, Mbps or Gbps')
  const answeredAt = instant(row.collection_datetime)
  if (answeredAt === null) return refused(`the time "${shown(row.collection_datetime)}" is not one in seconds since 1970`)
  context.reference ??= position.value
  context.names?.set(providerId, row.provider!)
  if (overProviderId !== null) context.names?.set(overProviderId, row.contract_provider!)
  const blockGroup = /^\d{12}$/.test(row.block_group ?? '') ? row.block_group! : ''
  const answer: ProviderAnswer = {
    providerId, accessType, qualified: true, planName: row.package, priceMicro: microFromDecimal(row.price!), downlinkKbps: Math.round(down * unitKbps), uplinkKbps: Math.round(up * unitKbps),
    reasonCode: null, overProviderId, answeredAt, source: sourceOf(answeredAt),
  }
  return { ok: true, value: { kind: 'answers', hash: null, placed: { ...placeOf(parts.value, position.value, blockGroup), hash: null }, blockGroup, answers: [answer] } }
}

/** One provider's qualification answer per address and service. Source: the-markup/investigation-isp, isp_spotcheck/verizon. Errors: a sentence. */
export function readQualification(line: unknown, context: ImportContext): Reading {
  const it = (line ?? {}) as Readonly<Record<string, unknown>>
  if (it.qualified !== 'Y' && it.qualified !== 'N') return refused('"qualified" is neither Y nor N')
  const services = it.services as Readonly<Record<string, unknown>> | null | undefined
  if (typeof services !== 'object' || services === null) return refused('the answer names no services')
  const answeredAt = instant(it.collected)
  if (answeredAt === null) return refused('"collected" is not a time in seconds since 1970')
  const parts = readWrittenAddress(typeof it.address === 'string' ? it.address : '', context)
  const position = checkPosition(it.lon, it.lat, context.reference)
  if (!position.ok) return position
  const hash = typeof it.oa_hash === 'string' && it.oa_hash.length <= 64 ? it.oa_hash : null
  if (!parts.ok && hash === null) return parts
  const providerId = providerOf(context.provider ?? 'Verizon', context)
  if (providerId === null) return refused('the provider is missing')
  context.reference ??= position.value
  const blockGroup = typeof it.block_group === 'string' && /^\d{12}$/.test(it.block_group) ? it.block_group : ''
  const answer = (accessType: AccessType, qualified: boolean): ProviderAnswer => ({
    providerId, accessType, qualified, planName: null, priceMicro: null, downlinkKbps: null, uplinkKbps: null, reasonCode: qualified ? null : 'NOT-QUALIFIED', overProviderId: null, answeredAt, source: sourceOf(answeredAt),
  })
  const answers = [answer('fiber', services.FiOSData === 'Y'), answer('copper', services.HSI === 'Y'), ...(typeof it.fiveG === 'boolean' || typeof it.fourGHome === 'boolean' ? [answer('fixedWireless', it.fiveG === true || it.fourGHome === true)] : [])]
  return { ok: true, value: { kind: 'answers', hash, placed: parts.ok ? { ...placeOf(parts.value, position.value, blockGroup), hash } : null, blockGroup, answers } }
}

const TECHNOLOGIES: Readonly<Record<string, AccessType | null>> = { '0': null, '10': 'copper', '40': 'cable', '50': 'fiber', '60': 'satellite', '61': 'satellite', '70': 'fixedWireless', '71': 'fixedWireless', '72': 'fixedWireless', '300': null, '400': 'fixedWireless', '500': 'fixedWireless' }
const CUSTOMERS: Readonly<Record<string, 'residential' | 'business' | 'both'>> = { R: 'residential', B: 'business', X: 'both' }

/** A row of the FCC's availability file (Broadband Data Collection): a claim about a cell, never about an address. `file`: its name carries the date. Errors: a sentence. */
export function readClaimRow(row: Readonly<Record<string, string>>, context: ImportContext, file: string): Reading {
  const accessType = TECHNOLOGIES[row.technology ?? '']
  if (accessType === undefined) return refused(`the technology code "${shown(row.technology)}" is not one of the FCC's`)
  if (!/^[0-9a-f]{15}$/i.test(row.h3_res8_id ?? '')) return refused(`"${shown(row.h3_res8_id)}" is not an H3 cell`)
  const [down, up] = [Number(row.max_advertised_download_speed || Number.NaN), Number(row.max_advertised_upload_speed || Number.NaN)]
  if (!(down >= 0 && up >= 0 && down < 1e7 && up < 1e7)) return refused('the advertised speed is not a number of Mbps')
  const customers = CUSTOMERS[row.business_residential_code ?? '']
  if (customers === undefined) return refused(`"${shown(row.business_residential_code)}" is none of R, B and X`)
  const brand = row.brand_name ?? ''
  const providerId = providerOf(brand, context)
  if (providerId === null) return refused(brand === '' ? 'the brand is missing' : 'the brand is too long for a name')
  const asOf = /_([A-Z]\d{2}|\d{4}[-_]?\d{2}[-_]?\d{2})(?=[_.])/.exec(file)?.[1] ?? ''
  return { ok: true, value: { kind: 'claim', claim: {
    cell: row.h3_res8_id!.toLowerCase(), providerId, technology: Number(row.technology), accessType, locationId: row.location_id ?? '', brand, frn: row.frn ?? '', block: row.block_geoid ?? '',
    downlinkKbps: Math.round(down * 1000), uplinkKbps: Math.round(up * 1000), isLowLatency: row.low_latency === '1', customers, source: 'fcc', asOf,
  } } }
}

const speed = (text: string | undefined): number | null => (text !== undefined && /^\d{1,7}(\.\d+)?$/.test(text) && Number(text) > 0 ? Number(text) : null)
const shown = (text: string | undefined): string => (text ?? '').slice(0, 40)
const sourceOf = (answeredAt: number): ProviderAnswer['source'] => (new Date(answeredAt).getUTCFullYear() === 2022 ? 'collected2022' : 'providerInterface')

function instant(value: unknown): number | null {
  const seconds = typeof value === 'number' ? value : typeof value === 'string' && /^\d{9,11}$/.test(value) ? Number(value) : Number.NaN
  return Number.isInteger(seconds) && seconds >= 1e8 && seconds < 1e11 ? seconds * 1000 : null
}
