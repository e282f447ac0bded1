import { describe, expect, it } from 'vitest'
import { changeWords, checkHead, isPublishable, offeringRows, versionNote } from '../../../renderer/journeys/catalog/view.ts'
import type { Check } from '../../../renderer/journeys/catalog/state.ts'
import { base64Of, bringFile } from '../../../renderer/journeys/files/bring-file.ts'
import type { Client } from '../../../renderer/client/client.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { catalogOf, offeringOf } from '../catalog/builders.ts'

const [en, es] = [createTexts('en'), createTexts('es')]
const NOW = 5_000
const planned: Extract<Check, { kind: 'planned' }> = { kind: 'planned', comparedWith: 'central', published: 1, version: 2, relation: 'newer', changes: [], alsoGone: [], offerings: 1 }

describe('the catalog on the screen', () => {
  it('lists what is on sale first, then what begins, then what ended, each with its rules in words', () => {
    const catalog = catalogOf([offeringOf({ validTo: 2_000 }), offeringOf({ version: 3, validFrom: 9_000 }), offeringOf({ version: 2, validFrom: 2_000, validTo: 9_000 })])
    const rows = offeringRows(catalog, NOW, en)
    expect(rows.map(({ key, state }) => [key, state])).toEqual([['line 2', 'onSale'], ['line 3', 'later'], ['line 1', 'ended']])
    expect(rows[0]).toMatchObject({ small: 'Tiny Net · line · version 2', price: '$10.00', rules: { charged: ['A line: $10.00 a month in advance, part of a month by the day, rounded half to even to $0.01'], shared: ['Tiny Net: 87.5 % of monthly', 'What is left is ours.'], where: ['Anywhere in the territory'] } })
    expect(offeringRows(catalog, NOW, es)[0]?.rules.shared).toEqual(['Tiny Net: 87.5 % de monthly', 'Lo que queda es nuestro.'])
  })
  it('says tiers, packages and the most that a period can cost', () => {
    const [price] = offeringOf({}).prices
    const charged = (guideline: object, amountMicro: number, texts = en) => offeringRows(catalogOf([offeringOf({ prices: [{ ...price!, label: 'Data', amountMicro, ratingGuideline: guideline as never }] })]), NOW, texts)[0]?.rules.charged
    const rounding = { mode: 'half-even', placeMicro: 10_000 }
    const tiers = [{ upToUnits: 500, unitMicro: 0, flatMicro: 0 }, { upToUnits: null, unitMicro: 50_000, flatMicro: 5_000_000 }]
    expect(charged({ kind: 'graduated', unit: 'GB', tiers, maximumMicro: 40_000_000, rounding }, 0)).toEqual(['Data: each GB by its tier: up to 500 at $0.00 and above 500 at $0.05 and $5.00 once; rounded half to even to $0.01', 'At most $40.00 a period'])
    expect(charged({ kind: 'volume', unit: 'GB', tiers: tiers.slice(1), rounding }, 0, es)).toEqual(['Data: todo el uso del periodo según el tramo que alcanza: por encima de 0 a $0.05 y $5.00 una vez; redondeo al par a $0.01'])
    expect(charged({ kind: 'package', unit: 'GB', packageUnits: 50, freeUnits: 10, rounding }, 1_000_000)).toEqual(['Data: $1.00 for each started 50 GB, 10 free, rounded half to even to $0.01'])
  })
  it('says a minimum, what is carried over, a part of a value, a call and a promotion', () => {
    const [price] = offeringOf({}).prices
    const rounding = { mode: 'half-even', placeMicro: 10_000 }
    const charged = (guideline: object, amountMicro: number, texts = en) => offeringRows(catalogOf([offeringOf({ prices: [{ ...price!, label: 'Use', amountMicro, ratingGuideline: guideline as never }] })]), NOW, texts)[0]?.rules.charged
    expect(charged({ kind: 'perUnit', unit: 'GB', freeUnits: 10, carryMonths: 2, minimumMicro: 5_000_000, rounding }, 20_000)).toEqual(['Use: $0.02 a GB, 10 free, rounded half to even to $0.01', 'Free units that a month leaves last 2 months more', 'At least $5.00 a whole month'])
    expect(charged({ kind: 'percentage', unit: 'view', partsPerMillion: 125_000, eventMaximumMicro: 1_000_000, rounding }, 200_000)).toEqual(['Use: 12.5 % of the value of each view and $0.20, at most $1.00, rounded half to even to $0.01'])
    expect(charged({ kind: 'call', unit: 'minute', connectMicro: 50_000, firstUnits: 60, nextUnits: 6, rounding }, 120_000, es)).toEqual(['Use: $0.12 por minute de llamada, contada por 60 segundos y después por 6, $0.05 por conectar, redondeo al par a $0.01'])
    const promoted = (off: object) => offeringRows(catalogOf([offeringOf({ prices: [{ ...price!, promotions: [{ label: 'Winter', from: '2026-12-01', until: '2027-02-01', off: off as never }] }] })]), NOW, en)[0]?.rules.charged[1]
    expect([promoted({ kind: 'percent', partsPerMillion: 200_000 }), promoted({ kind: 'amount', amountMicro: 2_500_000 })]).toEqual(['Winter, Dec 1, 2026 up to Feb 1, 2027: 20 % off', 'Winter, Dec 1, 2026 up to Feb 1, 2027: $7.50'])
  })
  it('names a guideline that is newer than this screen', () => {
    const [price] = offeringOf({}).prices
    const newer = offeringOf({ prices: [{ ...price!, ratingGuideline: { kind: 'tidal' } as never }] })
    expect(offeringRows(catalogOf([newer]), NOW, en)[0]?.rules.charged).toEqual(['A line: $10.00, guideline tidal'])
  })
  it.each([
    [{ kind: 'added', what: 'provider tiny' }, 'begins: provider tiny', 'empieza: proveedor tiny'], [{ kind: 'removed', what: 'tax telecom WY Sales tax' }, 'is gone: tax telecom WY Sales tax', 'desaparece: impuesto telecom WY Sales tax'],
    [{ kind: 'rewritten', what: 'line version 2', fields: ['name', 'prices.0.amountMicro'] }, 'other content: line, version 2 (name, prices.0.amountMicro)', 'otro contenido: line, versión 2 (name, prices.0.amountMicro)'],
    [{ kind: 'reopened', what: 'line version 2', from: 5, to: null }, 'sold longer, until further notice: line, version 2', 'se vende más tiempo, hasta nuevo aviso: line, versión 2'],
  ] as const)('says a difference in words: %j', (change, english, spanish) => expect([changeWords(change, en), changeWords(change, es)]).toEqual([english, spanish]))
  it('says what came of a file, and offers to publish only what is newer', () => {
    expect(checkHead('a.json', { kind: 'refused', comparedWith: 'central', published: 1, problems: [{ line: 1, path: '', problem: 'not JSON' }] }, en)).toBe('a.json: 1 fault. Nothing was changed.')
    expect(checkHead('a.json', { ...planned, relation: 'older', published: 3 }, en)).toContain('is not newer than version 3')
    expect([null, { ...planned, relation: 'same' as const }, { ...planned, relation: 'older' as const }, planned, { ...planned, relation: 'first' as const }].map(isPublishable)).toEqual([false, false, false, true, true])
  })
  it('says where this desk and central differ, and nothing where they do not', () => {
    const overview = { catalog: catalogOf([], 3), refused: null, now: NOW, central: { kind: 'asked', version: 3 } } as const
    const noteOf = (version: number | null) => versionNote({ ...overview, central: { kind: 'asked', version } }, en)
    expect(noteOf(3)).toBeNull()
    expect(versionNote({ ...overview, central: { kind: 'away' } }, en)).toBeNull()
    expect([noteOf(4), noteOf(2), noteOf(null)]).toEqual([expect.stringContaining('still sells version 3'), expect.stringContaining('older than version 3'), expect.stringContaining('no catalog yet')])
    expect(versionNote({ ...overview, refused: { kind: 'newer', version: 7 } }, en)).toContain('version 7, which this program cannot read whole')
  })
})

describe('a chosen file on its way to the desk', () => {
  it('comes in pieces, whole, and goes on where the desk says', async () => {
    const bytes = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * 31) % 251)
    let received = Buffer.alloc(0)
    let calls = 0
    const client = { call: async (name: string, input: { offset: number; content: string }) => {
      if (name === 'files.begin') return { ok: true, value: { fileId: 'f' } }
      // The second answer is lost on its way, and the desk has less than the window thinks.
      if (++calls === 2) return { ok: false, error: { code: 'file-gap', details: { received: received.length } } }
      received = Buffer.concat([received, Buffer.from(input.content, 'base64')])
      return { ok: true, value: { received: received.length } }
    } } as unknown as Client
    expect(await bringFile(client, new File([bytes], 'list.csv'))).toEqual({ ok: true, fileId: 'f' })
    expect(received.equals(Buffer.from(bytes))).toBe(true)
  })
  it('ends with the desk’s words when it is refused, and puts away what came when it is stopped', async () => {
    const asked: string[] = []
    const client = { call: async (name: string) => (asked.push(name), name === 'files.begin' ? { ok: true, value: { fileId: 'f' } } : { ok: false, error: { code: 'storage-full', details: {} } }) } as unknown as Client
    expect(await bringFile(client, new File(['x'], 'a'))).toMatchObject({ ok: false, error: { code: 'storage-full' } })
    expect(await bringFile(client, new File(['x'], 'a'), { isStopped: () => true })).toEqual({ ok: false, error: null })
    expect(asked.at(-1)).toBe('files.drop')
  })
  it('is base64 of every length', () => {
    for (const length of [0, 1, 2, 3, 100_000]) expect(base64Of(new Uint8Array(length).fill(200))).toBe(Buffer.alloc(length, 200).toString('base64'))
  })
})
