// Takes made usage of one month through the door of a central that exists, from event `from` up to `to`, and says after each batch how far all is kept; at the
// end what the services come to. `FILE KEY SUBSCRIBERS FROM TO`.
import { createUsageDesk } from '../../../main/central/usage/usage-desk.ts'
import { readNdjson } from '../../../main/central/usage/read-formats.ts'
import { silentLog } from '../../../main/platform/log.ts'
import { openCentralStore } from '../../../main/store/central/open-central-store.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { NOW } from '../../unit/central/support/builders.ts'
import { eventLine, isSentTwice } from './curve-events.ts'

const [file = '', key = '', subscribers = '0', from = '0', to = '0'] = process.argv.slice(2)
const LINES = 512
const openedAt = performance.now()
const opened = openCentralStore({ file, key: key as Parameters<typeof openCentralStore>[0]['key'] })
assert(opened.ok, 'the store opens')
const store = opened.value
const openMs = performance.now() - openedAt

/** Some of the events come twice. */
async function* made(): AsyncGenerator<Buffer> {
  for (let at = Number(from); at < Number(to); at += LINES) {
    const lines: string[] = []
    for (let nth = at; nth < Math.min(Number(to), at + LINES); nth++) {
      const line = eventLine(nth, Number(subscribers))
      lines.push(line)
      if (isSentTwice(nth)) lines.push(line)
    }
    yield Buffer.from(lines.join('\n') + '\n')
  }
}

const now = NOW + 26 * 86_400_000
const desk = createUsageDesk({ store, clock: { now: () => now }, log: silentLog, lateRules: [] })
const startedAt = performance.now()
const tenths: number[] = []
let [kept, repeated] = [0, 0]
for await (const receipts of desk.receive('centurylink', readNdjson(made(), { providerId: 'centurylink', now }))) {
  kept += receipts.count - receipts.repeated
  repeated += receipts.repeated
  process.stdout.write(`kept ${kept + repeated}\n`)
  while (kept + repeated >= ((tenths.length + 1) * (Number(to) - Number(from))) / 10) tenths.push(Math.round(performance.now() - startedAt))
}
const told = await store.read(async (tx) => {
  const sums: string[] = []
  for (let nth = 1; nth <= Number(subscribers); nth++) for (const service of await tx.billing.services([`customer-of-o${nth}`])) sums.push(...tx.usage.book.ratedSums(service.billingServiceId).map(({ billingPeriod, events, quantity, amountMicro }) => `o${nth} ${billingPeriod} ${events} ${quantity} ${amountMicro}`))
  return { sums, rated: tx.usage.book.totals().rated }
})
assert(told.ok, 'the book answers')
process.stdout.write(`told ${JSON.stringify({ ...told.value, repeated, tenths, openMs: Math.round(openMs), peakMb: Math.round(process.resourceUsage().maxRSS / 1_024) })}\n`)
await store.close()
