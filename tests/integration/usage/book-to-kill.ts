// Appends batches of usage to a book and says after each that it is kept. `forgetful`: the broken one, which looks for no identity.
import { keepUsage } from '../../support/keep-usage.ts'
import { openUsageBook } from '../../../main/store/central/usage/open-usage-book.ts'

const [directory = '', key = '', first = '0', mode = 'right'] = process.argv.slice(2)
const book = openUsageBook({ directory, key })
const BATCH = 50
const say = (from: number): void => void process.stdout.write(`kept ${from}\n`)

function keep(from: number): void {
  const fresh = Array.from({ length: BATCH }, (_, n) => String(from + n)).filter((text) => mode === 'forgetful' || !book.find('kestrel', { kind: 'id', text }))
  keepUsage(book, 'kestrel', fresh.map((text, n) => ({
    period: n % 3 === 0 ? '2026-10' : '2026-11', identity: { kind: 'id', text }, raw: null, receivedAt: 1, outcome: { state: 'recycled', reason: 'subscriber-unknown', guide: null, rated: null, billingPeriod: null },
    event: { providerId: 'kestrel', eventId: text, localId: 'KSK-1', idKind: 'localCustomer', usageType: 'view', unit: 'each', quantity: 1, startedAt: 1, endedAt: 1, value: null, offeringId: null },
  })))
  say(from)
}
/** Every batch begins half in the one before: what was kept comes again. A turn of the loop between two lets the output out. */
function next(from: number): void {
  keep(from)
  setImmediate(() => next(from + BATCH / 2))
}
next(Number(first))
