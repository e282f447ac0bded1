import { describe, expect, it } from 'vitest'
import { byUseShort, byUseWords } from '../../../renderer/journeys/signup/offers/by-use-words.ts'
import type { MeteredGuideline } from '../../../shared/domain/catalog.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { addOn, bundle, CENT, monthly, offering, perUnit } from '../engines/builders.ts'

// What a rep can say of use before it is sold: included, then what, at most what.
const [en, es] = [createTexts('en'), createTexts('es')]
const plan = (guideline: object, amountMicro = 0) => offering('plan', { prices: [monthly('month', '10.00'), { ...perUnit('data', '0', 'GB'), amountMicro, ratingGuideline: { unit: 'gigabyte', rounding: CENT, ...guideline } as MeteredGuideline }] })
const tier = (upToUnits: number | null, unitMicro: number, flatMicro = 0) => ({ upToUnits, unitMicro, flatMicro })

describe('what is charged by use', () => {
  it.each([
    ['per unit', plan({ kind: 'perUnit', freeUnits: 0 }, 100_000), '$0.10 for each GB, before taxes'],
    ['beyond what is free', plan({ kind: 'perUnit', freeUnits: 300, unit: 'minute' }, 20_000), '300 minutes included, then $0.02 for each minute, before taxes'],
    ['by tiers of which the first is free, with a most', plan({ kind: 'graduated', tiers: [tier(500, 0), tier(1_000, 50_000), tier(null, 20_000)], maximumMicro: 40_000_000 }), '500 GB included, then $0.05 for each GB, above 1,000 GB $0.02 each; at most $40.00 a month, before taxes'],
    ['by tiers that all cost', plan({ kind: 'graduated', tiers: [tier(100, 300_000), tier(null, 200_000, 5_000_000)] }), 'above 0 GB $0.30 each and above 100 GB $0.20 each and $5.00 once, before taxes'],
    ['with a least', plan({ kind: 'perUnit', freeUnits: 300, unit: 'minute', minimumMicro: 5_000_000 }, 20_000), '300 minutes included, then $0.02 for each minute; at least $5.00 a whole month, before taxes'],
    ['with what is left carried over', plan({ kind: 'perUnit', freeUnits: 300, unit: 'minute', carryMonths: 2 }, 20_000), '300 minutes included (what is left lasts 2 months more), then $0.02 for each minute, before taxes'],
    ['by what it is worth', plan({ kind: 'percentage', unit: 'view', partsPerMillion: 125_000, eventMinimumMicro: 500_000 }, 200_000), 'per GB: 12.5 % of what each use is worth and $0.20, at least $0.50, before taxes'],
    ['by the call', plan({ kind: 'call', unit: 'minute', connectMicro: 50_000, firstUnits: 60, nextUnits: 6 }, 120_000), '$0.12 for each minute of a call, counted by 60 seconds first and then by 6, and $0.05 for each call, before taxes'],
    ['by volume', plan({ kind: 'volume', tiers: [tier(100, 300_000), tier(null, 200_000)] }), 'for all of a month’s use: above 0 GB $0.30 each and above 100 GB $0.20 each, before taxes'],
    ['by packages', plan({ kind: 'package', packageUnits: 50, freeUnits: 1_200 }, 10_000_000), '1,200 GB included, then $10.00 for each started 50 GB, before taxes'],
    ['at some hours', plan({ kind: 'perUnit', freeUnits: 0, hours: { zone: 'America/Denver', holidays: [], times: [{ days: [0, 6], fromMinute: 0, beforeMinute: 1_440 }] } }, 10_000), 'Sat, Sun all day: $0.01 for each GB, before taxes'],
  ] as const)('%s is said so', (_, offered, words) => expect(byUseWords(offered, [], en)).toEqual([words]))
  it('is nothing where nothing is', () => expect(byUseWords(offering('flat'), [], en)).toEqual([]))
  it('is that of its members for a bundle', () => {
    const voice = addOn('voice', { prices: [perUnit('minutes', '0.02', 'minute', 300)] })
    expect(byUseWords(bundle('together', ['voice'], '1.00'), [voice, offering('other')], en)).toEqual(['300 minutes included, then $0.02 for each minute, before taxes'])
  })
  it('is short on a card where a month has a most', () => {
    const capped = { kind: 'graduated', tiers: [tier(500, 0), tier(null, 50_000)], maximumMicro: 40_000_000 }
    expect(byUseShort(plan(capped), en)).toEqual(['500 GB included, then at most $40.00 a month more'])
    expect(byUseShort(plan({ kind: 'perUnit', freeUnits: 300, unit: 'minute' }, 20_000), en)).toEqual(['300 minutes included, then $0.02 for each minute, before taxes'])
  })
  it('is said in Spanish', () => expect(byUseWords(plan({ kind: 'graduated', tiers: [tier(500, 0), tier(null, 50_000)], maximumMicro: 40_000_000 }), [], es)).toEqual(['500 GB incluidos, después $0.05 por GB; como máximo $40.00 al mes, antes de impuestos']))
})
