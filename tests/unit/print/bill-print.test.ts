import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSaveBill } from '../../../main/console/bills/save-bill.ts'
import type { SaveBillDeps } from '../../../main/console/bills/save-bill.ts'
import { billDocument, contentHash } from '../../../main/print/bill-document.ts'
import { printBill } from '../../../main/print/bill-pdf.ts'
import type { Block } from '../../../main/print/paginate.ts'
import { paginate } from '../../../main/print/paginate.ts'
import { unpackWoff } from '../../../main/print/unpack-woff.ts'
import { tmf678 } from '../../../shared/engines/billing/tmf678.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { billToPrint, CUSTOMER, DISPUTED } from './builders.ts'

// Goal: the bill on paper is the bill, to the cent, for an eye and for a screen reader. Method: the document is read as words; the PDF's own structure and pages are read back.
const FONTS = fileURLToPath(new URL('../../../resources/fonts', import.meta.url))
const [en, es] = [createTexts('en'), createTexts('es')]
const made = new Date('2026-12-01T12:00:00Z')
const documentOf = (bill = billToPrint(), texts = en) => billDocument({ bill, entries: DISPUTED, ...CUSTOMER }, texts)
const pdfOf = async (bill = billToPrint(), paper: 'letter' | 'a4' = 'letter') => Buffer.from(await printBill(documentOf(bill), { paper, fonts: FONTS, made }))
const cents = (text: string): number => Math.round(Number(text.replaceAll(/[$,]/g, '').replace('−', '-')) * 100)

describe('a bill in words', () => {
  it('says every figure of the bill, and they add up', () => {
    const bill = billToPrint()
    const document = documentOf(bill)
    const lines = document.groups.flatMap((group) => group.lines)
    expect(lines.map(({ total }) => cents(total))).toEqual(bill.lines.map(({ charge }) => (charge.amountMicro + charge.taxMicro) / 10_000))
    for (const group of document.groups) expect(group.lines.reduce((sum, { total }) => sum + cents(total), 0)).toBe(cents(group.total))
    expect(document.sums.reduce((sum, { amount }) => sum + cents(amount), 0)).toBe(bill.totalMinor)
    expect([cents(document.due), cents(document.total)]).toEqual([bill.totalMinor, bill.totalMinor])
  })
  it('says under each line how it came about, and what was said against it', () => {
    const [fra] = documentOf().groups
    expect(fra?.title).toBe('Front Range Air')
    expect(fra?.lines[1]).toMatchObject({ detail: 'FRA Air 25 Start · Dec 1, 2026 up to Jan 1, 2027 · 1,250 GB in 214 uses', mark: '→ Disputed; the answer is still to come' })
    expect(fra?.lines[1]?.sentence).toBe('The tariff of FRA Air 25 Start, version 1; 1,250 GB used in the period; 500 GB included; 500 GB above 500, each $0.05: $25.00; 250 GB above 1,000, each $0.02: $5.00; Wyoming telecom on $30.00: $1.20; Laramie County on $30.00: $0.60.')
  })
  it('says who is credited and why, and is the customer’s own: no share of anybody', () => {
    const document = documentOf()
    expect(document.groups.at(-1)).toMatchObject({ title: 'Credits', lines: [{ label: 'Credit for Kestrel Voice', total: '−$3.18' }] })
    const shared = { ...billToPrint(), lines: billToPrint().lines.map((line) => ({ ...line, charge: { ...line.charge, postings: [...line.charge.postings, { party: { kind: 'provider' as const, providerId: 'secret-partner' as never }, amountMicro: 7_654_321, currency: 'USD' as const }] } })) }
    expect(JSON.stringify(documentOf(shared))).not.toMatch(/secret-partner|7\.65/)
  })
  it('is said in Spanish, with nothing to pay where it is in the customer’s favour', () => {
    const credit = { ...billToPrint(), totalMinor: -318, totalMicro: -3_180_000 }
    expect(documentOf(credit, es)).toMatchObject({ dueLabel: 'A su favor', due: '$3.18', dueOn: 'nada que pagar' })
    expect(documentOf(billToPrint(), es).groups[0]?.lines[0]?.sentence).toContain('es el precio de FRA Air 25 Start')
  })
  it('carries a hash that changes with the bill', () => {
    const bill = billToPrint()
    expect(documentOf(bill).control).toContain(contentHash(bill))
    expect(contentHash({ ...bill, totalMinor: bill.totalMinor + 1 })).not.toBe(contentHash(bill))
  })
})

/** What the file says of itself, and how many pages it has. */
const facts = (pdf: Buffer) => {
  const text = pdf.toString('latin1')
  return { pages: Number(/\/Type \/Pages[^>]*\/Count (\d+)/.exec(text)?.[1] ?? /\/Count (\d+)/.exec(text)?.[1]), text }
}
/** The structure types in the file, counted. */
const structure = (text: string) => Object.fromEntries([...Map.groupBy([...text.matchAll(/\/S \/(Document|H1|H2|P|Table|TR|TH|TD)\b/g)].map((match) => match[1] ?? ''), (tag) => tag)].map(([tag, all]) => [tag, all.length]))

describe('a bill on paper', () => {
  it('is tagged PDF/A-2a with its language, its title and every cell in the structure', async () => {
    const pdf = await pdfOf()
    const { text } = facts(pdf)
    expect(text.slice(0, 8)).toBe('%PDF-1.7')
    expect(text).toMatch(/\/Marked true/)
    expect(text).toContain('/Lang (en-US)')
    expect(text).toContain('/DisplayDocTitle true')
    expect(text).toMatch(/pdfaid:part>2<[\s\S]*pdfaid:conformance>A</)
    const bill = billToPrint()
    // Three groups with a head, their lines and a sum; and the sums of the bill.
    const rows = 3 + bill.lines.length + 3 + documentOf(bill).sums.length + 1
    expect(structure(text)).toMatchObject({ Document: 1, H1: 1, H2: 3, Table: 4, TR: rows, TH: 12 })
  })
  it('is the same file for the same bill, and another for another', async () => {
    const digest = async (bill = billToPrint()) => createHash('sha256').update(await pdfOf(bill)).digest('hex')
    expect(await digest()).toBe(await digest())
    expect(await digest({ ...billToPrint(), totalMinor: 1 })).not.toBe(await digest())
  })
  it('is drawn on Letter and on A4', async () => {
    expect(facts(await pdfOf(billToPrint(), 'letter')).text).toContain('/MediaBox [0 0 612 792]')
    expect(facts(await pdfOf(billToPrint(), 'a4')).text).toContain('/MediaBox [0 0 595.28 841.89]')
  })
  it('goes on over pages: two hundred lines, and a name that never ends, are all there', async () => {
    const pdf = await pdfOf(billToPrint({ more: 200, name: `${'An offering with a very long name '.repeat(20)}` }))
    expect(facts(pdf).pages).toBeGreaterThan(10)
    expect(structure(facts(pdf).text)['TR']).toBe(3 + 204 + 3 + documentOf().sums.length + 1)
  })
  it('of no line is still a bill', async () => expect(facts(await pdfOf({ ...billToPrint(), lines: [], totalMicro: 0, totalMinor: 0 })).pages).toBe(1))
  it('is not printed in a font that is none', () => expect(() => unpackWoff(Buffer.from('OTTO but not packed, and long enough to have a head of forty four bytes'))).toThrow('no WOFF'))
  it('unpacks a font whole: every table has the checksum its directory says', () => {
    const font = unpackWoff(readFileSync(`${FONTS}/IBMPlexSans-Regular.woff`))
    const sumOf = (bytes: Buffer) => { let sum = 0; for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0; return sum }
    const tables = Array.from({ length: font.readUInt16BE(4) }, (_unused, n) => ({ tag: font.toString('latin1', 12 + n * 16, 16 + n * 16), sum: font.readUInt32BE(16 + n * 16), at: font.readUInt32BE(20 + n * 16), length: font.readUInt32BE(24 + n * 16) }))
    expect(tables.length).toBeGreaterThan(10)
    // The head table's own sum is of the file with the adjustment left out.
    for (const { tag, sum, at, length } of tables.filter((table) => table.tag !== 'head')) expect([tag, sumOf(Buffer.concat([font.subarray(at, at + length), Buffer.alloc((4 - (length % 4)) % 4)]))]).toEqual([tag, sum])
  })
})

describe('pages', () => {
  const block = fc.record({ height: fc.integer({ min: 5, max: 80 }), withNext: fc.boolean(), group: fc.constantFrom('a', 'b', null), what: fc.nat() })
  const rooms = { firstRoom: 150, room: 200, headHeight: 20 }
  const faults = (blocks: readonly Block<number>[], pages: ReturnType<typeof paginate<number>>): readonly string[] => [
    ...(pages.flatMap((page) => page.blocks).length === blocks.length ? [] : ['a block is lost']),
    ...pages.flatMap((page, nth) => {
      const room = (nth === 0 ? rooms.firstRoom : rooms.room) - (page.repeats === null ? 0 : rooms.headHeight)
      const height = page.blocks.reduce((sum, one) => sum + one.height, 0)
      const isOne = page.blocks.slice(0, -1).every(({ withNext }) => withNext)
      return height > room && !isOne ? [`page ${nth} is overfull`] : []
    }),
    ...pages.slice(0, -1).flatMap((page, nth) => (page.blocks.at(-1)?.withNext ? [`page ${nth} ends with what belongs to the next`] : [])),
    ...pages.slice(1).flatMap((page, nth) => (pages[nth]?.blocks.at(-1)?.group === page.blocks[0]?.group && page.blocks[0]?.group && page.repeats === null ? [`page ${nth + 1} goes on without a head`] : [])),
  ]
  it('hold every block whole, keep together what belongs together, and repeat the head of a table', () => {
    fc.assert(fc.property(fc.array(block, { minLength: 1, maxLength: 60 }), (blocks) => { expect(faults(blocks, paginate(blocks, rooms))).toEqual([]) }))
  })
  it('that were cut anywhere would be found out', () => {
    const blocks = Array.from({ length: 10 }, (_unused, what): Block<number> => ({ height: 60, withNext: what % 2 === 0, group: 'a', what }))
    expect(faults(blocks, [{ repeats: null, blocks: blocks.slice(0, 3) }, { repeats: null, blocks: blocks.slice(3) }]).length).toBeGreaterThan(0)
  })
})

describe('a bill as TMF678 data', () => {
  const schema = JSON.parse(readFileSync(fileURLToPath(new URL('../../support/schemas/tmf678-customer-bill-4.0.json', import.meta.url)), 'utf8')) as { definitions: Record<string, object> }
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }))
  const checked = (name: string, value: unknown) => { const validate = ajv.compile({ ...schema.definitions[name], definitions: schema.definitions }); return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`) }
  const dataOf = () => tmf678(billToPrint(), { customerName: CUSTOMER.customerName, startOf: (day) => Date.parse(`${day}T07:00:00Z`) })
  it('is valid by the standard’s own schema, and adds up', () => {
    const { customerBill, appliedCustomerBillingRate: rates } = dataOf()
    expect([checked('CustomerBill', customerBill), ...rates.map((rate) => checked('AppliedCustomerBillingRate', rate)).filter((faults) => faults.length > 0)]).toEqual([[]])
    const sum = rates.reduce((total, { taxIncludedAmount }) => total + Math.round(taxIncludedAmount.value * 1_000_000), 0)
    expect(sum).toBe(billToPrint().totalMicro)
    expect(customerBill).toMatchObject({ billNo: 'B-2026-12-000042', state: 'sent', billingPeriod: { startDateTime: '2026-12-01T07:00:00.000Z', endDateTime: '2027-01-01T07:00:00.000Z' }, amountDue: { unit: 'USD', value: billToPrint().totalMinor / 100 } })
    expect(customerBill.taxItem.map(({ taxRate }) => taxRate)).toEqual([4, 2])
  })
  it('that is broken is found by the same schema', () => {
    const { customerBill, appliedCustomerBillingRate: [rate] } = dataOf()
    expect(checked('CustomerBill', { ...customerBill, amountDue: { unit: 'USD', value: 'much' } })).not.toEqual([])
    expect(checked('AppliedCustomerBillingRate', { ...rate, id: undefined })).not.toEqual([])
  })
})

describe('saving a bill', () => {
  const CTX = { user: { userId: 'rep', displayName: 'Rep', role: 'rep' as const }, clientId: 'window' }
  const rig = (more: Partial<SaveBillDeps> = {}) => {
    const kept: { name: string; size: number }[] = []
    const printed: unknown[] = []
    const save = createSaveBill({
      bills: { idsOfPerson: () => [], billsOf: () => [], bill: (id) => (id === 'b1' ? billToPrint() : null), billEntries: () => DISPUTED }, journal: {} as never, callerAuth: { maySee: () => true },
      print: async (bill) => { printed.push(bill); return new Uint8Array(9) }, save: (name, content) => { kept.push({ name, size: content.length }); return `/files/${name}` },
      ownRecord: () => ({ givenName: 'Juniper', familyName: 'Exampleton' }), orderOf: () => ({ place: 'house' as never }), address: () => ({ number: '610', street: 'W 26th St', unit: '2', city: 'Cheyenne', region: 'WY', postcode: '82001' }) as never, localDateOf: (at) => new Date(at).toISOString().slice(0, 10), ...more,
    })
    return { kept, printed, save }
  }
  it('writes one file of a kind, for whom and where it is', async () => {
    const { save, kept, printed } = rig()
    expect(await save({ billId: 'b1', as: 'pdfLetter', language: 'es' }, CTX)).toEqual({ ok: true, value: { path: '/files/B-2026-12-000042.pdf' } })
    expect(await save({ billId: 'b1', as: 'pdfA4', language: 'en' }, CTX)).toMatchObject({ value: { path: '/files/B-2026-12-000042.a4.pdf' } })
    expect(await save({ billId: 'b1', as: 'tmf678', language: 'en' }, CTX)).toMatchObject({ value: { path: '/files/B-2026-12-000042.tmf678.json' } })
    expect(kept).toHaveLength(3)
    expect(printed).toMatchObject([{ customerName: 'Juniper Exampleton', addressLines: ['610 W 26th St 2', 'Cheyenne WY 82001'], language: 'es', paper: 'letter' }, { paper: 'a4' }])
  })
  it('tells nobody who has not proved who they are, and says when a file could not be written', async () => {
    const hidden = rig({ callerAuth: { maySee: () => false } })
    expect(await hidden.save({ billId: 'b1', as: 'pdfLetter', language: 'en' }, CTX)).toMatchObject({ ok: false, error: { code: 'caller-not-verified' } })
    expect(hidden.printed).toEqual([])
    expect(await rig().save({ billId: 'none', as: 'pdfLetter', language: 'en' }, CTX)).toMatchObject({ error: { code: 'bill-unknown' } })
    const full = rig({ save: () => { throw Object.assign(new Error('no room'), { code: 'ENOSPC' }) } })
    expect(await full.save({ billId: 'b1', as: 'tmf678', language: 'en' }, CTX)).toMatchObject({ ok: false, error: { code: 'file-not-saved', details: { problem: 'ENOSPC' } } })
    const broken = rig({ print: async () => { throw new Error('the thread ended') } })
    expect(await broken.save({ billId: 'b1', as: 'pdfA4', language: 'en' }, CTX)).toMatchObject({ ok: false, error: { code: 'file-not-saved', details: { problem: 'print' } } })
  })
})
