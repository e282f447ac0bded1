// Rates anew and bills until nothing is left, a few customers at a time as the host does, and says a word at every write so that somebody can kill it there.
// `early`: a broken one, which notes who is done before it bills them. `inMemory`: another, which knows what it billed from a list that is kept at the end alone.
import { billCustomer } from '../../../main/central/billing/run-bills.ts'
import { createCentral } from '../../../main/central/central.ts'
import type { CentralStore, WriteTx } from '../../../main/central/ports.ts'
import { silentLog } from '../../../main/platform/log.ts'
import { systemIds } from '../../../main/platform/system.ts'
import { openCentralStore } from '../../../main/store/central/open-central-store.ts'
import { addMonths, createLocalDates } from '../../../shared/engines/rating/local-date.ts'

const [file = '', key = '', upTo = '', mode = 'right'] = process.argv.slice(2)
const BATCH = 3
const MANY = 1_000
const SYSTEM = { deskId: 'central', userId: 'central', role: 'system' }
const localDates = createLocalDates()
const terms = { localDateOf: (instant: number) => localDates(instant, 'America/Denver'), region: 'WY', isSandbox: true }
const now = Date.parse(`${upTo}T19:00:00Z`)
const say = (word: string): void => void process.stdout.write(`${word}\n`)

const opened = openCentralStore({ file, key })
if (!opened.ok) throw new Error(opened.error.code)
const kept = opened.value
const done = new Map<string, string>()
const talking = (tx: WriteTx): WriteTx => ({
  ...tx,
  bills: {
    ...tx.bills,
    insert: async (bill, at) => { say('bill'); await tx.bills.insert(mode === 'inMemory' ? { ...bill, lines: bill.lines.map((line) => ({ ...line, id: `${line.id} ${bill.id}` })) } : bill, at); say('billed') },
    insertEntry: async (entry) => { say('entry'); await tx.bills.insertEntry(entry) },
    setDue: async (customerId, dueOn) => { if (mode === 'inMemory') done.set(customerId, dueOn); else await tx.bills.setDue(customerId, dueOn); say('due') },
    ...(mode === 'inMemory' ? { billed: async () => [], due: async (day: string, limit: number) => (await tx.bills.due(day, MANY)).filter((id) => !done.has(id)).slice(0, limit) } : {}),
  },
  corrections: { ...tx.corrections, carry: async (...told) => { say('carry'); await tx.corrections.carry(...told) } },
  usage: { ...tx.usage, book: { ...tx.usage.book, move: (moves) => { say('move'); tx.usage.book.move(moves); say('moved') } } },
})
const store: CentralStore = { ...kept, write: async (work) => { const answer = await kept.write((tx) => work(talking(tx))); say('kept'); return answer } }
const central = createCentral({ store, clock: { now: () => now }, ids: systemIds, log: silentLog, billing: { terms } })

async function send(name: 'usage.rerate' | 'billing.run', input: object): Promise<{ readonly more: boolean }> {
  const answer = await central.command(name, systemIds.next(), input, SYSTEM)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value as { readonly more: boolean }
}
/** The broken one: power that fails between the two loses the bill for good. */
async function noteThenBill(): Promise<boolean> {
  const due = await kept.read((tx) => tx.bills.due(upTo, BATCH))
  if (!due.ok) throw new Error(due.error.code)
  await store.write(async (tx) => { for (const id of due.value) await tx.bills.setDue(id, addMonths(upTo, 1)) })
  for (const id of due.value) await store.write((tx) => billCustomer(tx, id, upTo, { now, ids: systemIds, terms, by: 'central' }))
  return due.value.length === BATCH
}

while ((await send('usage.rerate', { limit: BATCH })).more);
while (mode === 'early' ? await noteThenBill() : (await send('billing.run', { upTo, limit: BATCH })).more);
if (mode === 'inMemory') await kept.write(async (tx) => { for (const [id, dueOn] of done) await tx.bills.setDue(id, dueOn) })
await store.close()
say('finished')
