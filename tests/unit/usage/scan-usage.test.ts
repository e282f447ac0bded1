// Goal: what is read straight from the bytes of a line is what JSON.parse and the decoder make of it, for whatever line. Method: lines of four senders'
// shapes, learned from one each, then 20,000 of them with edits by seed. Control: a scanner that does not look at what follows the object.
import { describe, expect, it } from 'vitest'
import { decodeUsage } from '../../../main/central/usage/decode-usage.ts'
import type { Sender } from '../../../main/central/usage/decode-usage.ts'
import { chunkOf, createUsageScanner } from '../../../main/central/usage/scan-usage.ts'
import type { UsageScanner } from '../../../main/central/usage/scan-usage.ts'
import { createSentBatch } from '../../../main/central/usage/sent-batch.ts'
import type { UsageEvent } from '../../../shared/domain/usage.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { createRandom } from '../bills/random.ts'

const SENDER: Sender = { providerId: 'centurylink', now: Date.UTC(2026, 11, 1) }
const named = (values: Readonly<Record<string, unknown>>) => Object.entries(values).map(([name, value]) => ({ name, value }))
type Draw = (most: number) => number
const at = (draw: Draw): string => new Date(Date.UTC(2026, 10, 1) + draw(2_000_000) * 1_000).toISOString()
const local = (draw: Draw): string => `${at(draw).slice(0, 19)}-07:00`
const SHAPES: readonly ((draw: Draw) => unknown)[] = [
  (draw) => ({ '@type': 'Usage', usageType: 'voice', usageDate: at(draw), relatedParty: [{ id: `CTL-o${draw(900)}`, role: 'localCustomer' }], usageCharacteristic: named({ eventId: `e-${draw(1e9)}`, quantity: draw(4_000), unit: 'second' }) }),
  (draw) => ({ '@type': 'Usage', usageType: 'data', usageDate: local(draw), relatedParty: [{ id: 'centurylink', role: 'provider' }, { id: `KSK-${draw(900)}`, role: 'localCustomer', '@referredType': 'Customer' }], usageCharacteristic: named({ eventId: `KSK-${draw(1e9)}-x`, quantity: String(draw(1e9)), unit: 'KiB', startDate: '2026-11-01T00:00:00Z', endDate: local(draw), offeringId: 'fiber' }) }),
  (draw) => ({ usageCharacteristic: named({ unit: 'view', quantity: draw(3), endDate: '2026-11-30T23:59:59.999Z' }), relatedParty: [{ role: 'customer', id: `v${draw(99)}` }], usageType: 'view', usageDate: at(draw) }),
  (draw) => ({ usageType: 'session', usageDate: at(draw), relatedParty: [{ id: `juniper${draw(99)}@highplains.example`, role: 'userIdentifier' }], usageCharacteristic: named({ eventId: `s${draw(99)}`, quantity: draw(100_000), unit: 's', startDate: at(draw) }) }),
]
const SIGNS = ['"', ',', '{', '}', '[', ']', ':', '0', '9', '-', '.', 'e', ' ', '\t', 'x', '\r', 'Z', '1e3', '00', 'null', '""', '"@@0@@"', 'zz']

/** One to three edits: a sign put in, taken out, changed; a piece doubled; the end cut off. */
function edited(line: string, draw: Draw): string {
  let text = line
  for (let left = draw(4); left > 0; left--) {
    const place = draw(text.length + 1)
    const sign = SIGNS[draw(SIGNS.length)] ?? ''
    text = [() => text.slice(0, place) + sign + text.slice(place), () => text.slice(0, place) + text.slice(place + 1), () => text.slice(0, place) + sign + text.slice(place + 1), () => text.slice(0, place) + text.slice(Math.max(0, place - draw(30))), () => text.slice(0, text.length - draw(5))][draw(5)]?.() ?? text
  }
  return text.replaceAll('\n', '')
}

function learned(): UsageScanner {
  const scanner = createUsageScanner(SENDER)
  for (const shape of SHAPES) {
    const line = JSON.stringify(shape((most) => Math.floor(most / 2)))
    const event = decodeUsage(JSON.parse(line), SENDER)
    assert(event.ok, `a shape is a right event: ${line}`)
    scanner.learn(line, event.value)
  }
  return scanner
}
function parsed(line: string): unknown {
  try {
    const event = decodeUsage(JSON.parse(line), SENDER)
    return event.ok ? event.value : null
  } catch {
    return null
  }
}
/** The event of the line that begins there; null where it was not scanned. That it is as long as the line is what makes it this line's. */
function scanned(scan: UsageScanner['scan'], text: string, from: number, length: number): UsageEvent | null {
  const batch = createSentBatch()
  const end = scan(chunkOf(Buffer.from(text, 'latin1')), from, { batch, line: 1 })
  const one = end === -1 ? null : batch.at(0)
  if (end !== -1 && end !== from + length) throw new Error(`another line than the one at ${from}`)
  return one?.ok ? { ...one.event } : null
}
function compare(scan: UsageScanner['scan'], seed: number, lines: number) {
  const draw: Draw = createRandom(seed)
  const seen = { scanned: 0, wrong: [] as string[] }
  for (let nth = 0; nth < lines; nth++) {
    const line = edited(JSON.stringify(SHAPES[draw(SHAPES.length)]?.(draw)), draw)
    const text = `before\n${line}\nafter\n`
    const event = scanned(scan, text, 7, line.length)
    if (!event) continue
    seen.scanned += 1
    if (JSON.stringify(event) !== JSON.stringify(parsed(line))) seen.wrong.push(line)
  }
  return seen
}

describe('a line that is scanned', () => {
  it.each([1, 2])('is the event that its JSON is, seed %i', (seed) => {
    const { scanned, wrong } = compare(learned().scan, seed, 10_000)
    expect(wrong).toEqual([])
    // A quarter of the lines has no edit at all.
    expect(scanned).toBeGreaterThan(2_000)
  })

  it('is read in every shape that was met', () => {
    const scanner = learned()
    for (const shape of SHAPES) {
      const line = JSON.stringify(shape((most) => most - 1))
      expect(scanned(scanner.scan, `${line}\n`, 0, line.length)).toEqual(parsed(line))
    }
  })

  it.each([
    ['money', { usageType: 'view', usageDate: '2026-11-02T00:00:00Z', relatedParty: [{ id: 'a', role: 'customer' }], usageCharacteristic: named({ quantity: 1, unit: 'view', amount: '3.99', currency: 'USD' }) }],
    ['two subscribers', { usageType: 'view', usageDate: '2026-11-02T00:00:00Z', relatedParty: [{ id: 'a', role: 'customer' }, { id: 'b', role: 'userIdentifier' }], usageCharacteristic: named({ quantity: 1, unit: 'view' }) }],
    ['a part of a unit', { usageType: 'data', usageDate: '2026-11-02T00:00:00Z', relatedParty: [{ id: 'a', role: 'customer' }], usageCharacteristic: named({ quantity: '1.5', unit: 'MB' }) }],
  ])('is never one with %s', (_, body) => {
    const scanner = createUsageScanner(SENDER)
    const line = JSON.stringify(body)
    const event = decodeUsage(body, SENDER)
    assert(event.ok, 'a right event')
    scanner.learn(line, event.value)
    expect(scanned(scanner.scan, `${line}\n`, 0, line.length)).toBeNull()
  })

  it('control: a scanner that does not see what follows the object takes lines that are no JSON', () => {
    const { scan } = learned()
    const careless: UsageScanner['scan'] = ({ bytes }, from, to) => {
      const end = bytes.indexOf('\n', from)
      const after = bytes.lastIndexOf('}', end - 1) + 1
      return scan(chunkOf(Buffer.concat([bytes.subarray(0, after), Buffer.from('\n')])), from, to) === -1 ? -1 : end
    }
    expect(compare(careless, 1, 10_000).wrong.length).toBeGreaterThan(0)
  })
})
