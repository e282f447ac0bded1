// Goal: a session is charged once, with all of its octets, whatever its NAS does. Method: detail files written by hand; octets summed by hand.
import { describe, expect, it } from 'vitest'
import { readDetail } from '../../../main/central/usage/radius/read-detail.ts'
import type { SentUsage } from '../../../main/central/usage/sent-batch.ts'
import { identityOf } from '../../../main/central/usage/receive-usage.ts'
import { bytesOf } from './support/usage-builders.ts'

const T0 = Date.UTC(2026, 10, 22, 12) / 1_000
const record = (status: string, at: number, more: Readonly<Record<string, string | number>> = {}): string =>
  `Sun Nov 22 12:00:00 2026\n${Object.entries({ 'Acct-Status-Type': status, 'NAS-Identifier': '"nas-1"', 'Acct-Session-Id': '"00000001"', 'User-Name': '"juniper@highplains.example"', 'Event-Timestamp': T0 + at, ...more }).map(([name, value]) => `\t${name} = ${value}\n`).join('')}\n`
const octets = (input: number, output: number, seconds: number) => ({ 'Acct-Input-Octets': input, 'Acct-Output-Octets': output, 'Acct-Session-Time': seconds })
async function read(text: string): Promise<readonly SentUsage[]> {
  const all: SentUsage[] = []
  for await (const one of readDetail(bytesOf(text), { providerId: 'high-plains', now: (T0 + 86_400) * 1_000 })) for (let row = 0; row < one.size(); row++) all.push(one.at(row))
  return all
}
const quantities = (all: readonly SentUsage[]): readonly (number | string)[] => all.map((one) => (one.ok ? one.event.quantity : one.reason))

describe('a FreeRADIUS detail file', () => {
  it('charges a session at its stop, and neither its start nor its interims', async () => {
    expect(quantities(await read(record('Start', 0) + record('Interim-Update', 60, octets(10, 20, 60)) + record('Stop', 120, octets(30, 40, 120))))).toEqual([70])
  })

  it('counts gigawords', async () => {
    expect(quantities(await read(record('Stop', 120, { ...octets(5, 7, 120), 'Acct-Input-Gigawords': 1, 'Acct-Output-Gigawords': 2 })))).toEqual([3 * 2 ** 32 + 12])
  })

  it('an interim after the stop, and a stop sent again, are no second event', async () => {
    const stop = record('Stop', 120, octets(30, 40, 120))
    const all = await read(record('Start', 0) + stop + record('Interim-Update', 60, octets(10, 20, 60)) + stop)
    expect(new Set(all.flatMap((one) => (one.ok ? [identityOf(one.event).text] : []))).size).toBe(1)
    expect(quantities(all)).toEqual([70, 70])
  })

  it('a session id that comes again after the NAS restarted is another session', async () => {
    const all = await read(record('Stop', 120, octets(30, 40, 120)) + record('Accounting-On', 200) + record('Start', 300) + record('Stop', 400, octets(1, 2, 100)))
    expect(quantities(all)).toEqual([70, 3])
    expect(new Set(all.flatMap((one) => (one.ok ? [identityOf(one.event).text] : []))).size).toBe(2)
  })

  it('accounting-on and -off end what was open with its last interim', async () => {
    for (const status of ['Accounting-On', 'Accounting-Off'])
      expect(quantities(await read(record('Start', 0) + record('Interim-Update', 60, octets(10, 20, 60)) + record(status, 90)))).toEqual([30])
  })

  it('a record that cannot be read is named by its first line, and the others count', async () => {
    const all = await read(`${record('Stop', 120, { ...octets(1, 2, 9), 'Acct-Input-Octets': '-5' })}${record('Stop', 240, octets(30, 40, 120))}Sun\n\tAcct-Sta`)
    expect(all.map((one) => [one.line, one.ok ? one.event.quantity : one.reason])).toEqual([[1, 'record-unreadable'], [11, 70], [21, 'line-truncated']])
  })
})
