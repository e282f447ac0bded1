// Goal: central may die at any moment of a bill run: what is owed is on one bill exactly after it was run again, corrected prices and last bills with it.
// Method: a process that rates anew and bills twenty customers, three in a transaction, killed by SIGKILL at random writes again and again, then left to finish.
// Oracle: the proof of completeness, sums worked out by hand, numbers of bills without a hole. Controls: one that notes who is done before it bills them leaves
// some out; one that keeps what it billed in memory bills some twice; the same check sees both. The seed of the moments is told with what is wrong.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCentral } from '../../../main/central/central.ts'
import { silentLog } from '../../../main/platform/log.ts'
import { systemIds } from '../../../main/platform/system.ts'
import { openCentralStore } from '../../../main/store/central/open-central-store.ts'
import type { Actor, CentralClient, CentralCommandName, CentralCommands } from '../../../shared/contract/central/wire.ts'
import { findImbalances } from '../../../shared/engines/settlement/balance.ts'
import { ADMIN, IP_POOLS, IP_RULES, REP, registrationOf } from '../../unit/central/support/builders.ts'
import { activationOf } from '../../unit/central/support/billed-orders.ts'
import { DENVER, valueOf } from '../../unit/central/support/start-central.ts'
import { CATALOG, DAY, MINUTES, NOON, call } from '../../unit/central/support/voice.ts'
import { createUsageDesk } from '../../../main/central/usage/usage-desk.ts'
import { send } from '../../unit/usage/support/usage-builders.ts'

const SCRIPT = join(import.meta.dirname, 'run-to-kill.ts')
const KEY = '7c'.repeat(32)
const CUSTOMERS = 20
const ids = Array.from({ length: CUSTOMERS }, (_, n) => n + 1)
/** All services of every fifth customer end on 20 November: no cycle begins after it, and what is given back later stands on a last bill. */
const isEnded = (n: number): boolean => n % 5 === 0

async function openAt(file: string, now: number) {
  const opened = openCentralStore({ file, key: KEY })
  if (!opened.ok) throw new Error(opened.error.code)
  const client = createCentral({ store: opened.value, clock: { now: () => now }, ids: systemIds, log: silentLog, billing: { terms: DENVER } }) as CentralClient
  const tell = async <N extends CentralCommandName>(name: N, input: CentralCommands[N]['input'], actor: Actor = REP) => valueOf(await client.command(name, systemIds.next(), input, actor))
  return { store: opened.value, client, tell, close: () => opened.value.close() }
}

/** Twenty customers with a line and voice, who each called 412 minutes in November: 112 beyond the free ones. */
async function prepare(file: string): Promise<void> {
  const { tell, close } = await openAt(file, NOON)
  await tell('catalog.publish', { catalog: CATALOG, ipPools: IP_POOLS, ipRules: IP_RULES }, ADMIN)
  for (const n of ids) {
    await tell('customer.register', { customerId: `c${n}`, registration: registrationOf(`c${n}`), billCycleDay: 1 })
    await tell('crosswalk.link', { customerId: `c${n}`, providerId: 'kestrel', localCustomerId: `KSK-${n}`, orderId: `o${n}` })
    const input = activationOf({ orderId: `o${n}`, customerId: `c${n}`, takenAt: NOON, offeringIds: ['fast', 'voice'], billCycleDay: 1 }, NOON, CATALOG)
    await tell('billing.activate', { ...input, services: input.services.map((service) => (service.offeringId === 'voice' ? { ...service, providerId: 'kestrel', localCustomerId: `KSK-${n}` } : service)) })
  }
  await close()
  const later = await openAt(file, NOON + 10 * DAY)
  const desk = createUsageDesk({ store: later.store, clock: { now: () => NOON + 10 * DAY }, log: silentLog, lateRules: [] })
  await send(desk, ids.flatMap((n) => [call(`a${n}`, 200, { customer: n }), call(`b${n}`, 212, { customer: n })]), { providerId: 'kestrel', now: NOON + 10 * DAY })
  for (const n of ids.filter(isEnded)) await later.tell('crosswalk.release', { customerId: `c${n}`, providerId: 'kestrel', orderId: `o${n}` })
  await later.close()
}

/** Runs until so many words were said and kills it there; `null`: lets it finish. Answers whether it did. */
async function runAndKill(file: string, upTo: string, mode: string, afterWords: number | null): Promise<boolean> {
  const child = spawn(process.execPath, [SCRIPT, file, KEY, upTo, mode], { stdio: ['ignore', 'pipe', 'inherit'] })
  let words = 0
  let isFinished = false
  createInterface({ input: child.stdout }).on('line', (word) => {
    isFinished ||= word === 'finished'
    if (++words === afterWords) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return isFinished
}

/** What is wrong in the record; while runs are broken off something may be missing, and nothing else. `minutesMicro`: what each should have paid for their calls by then. */
async function wrongIn(file: string, upTo: string, minutesMicro: ((n: number) => number) | null): Promise<readonly string[]> {
  const { store, client, close } = await openAt(file, Date.parse(`${upTo}T19:00:00Z`))
  const proof = valueOf(await client.query('billing.completeness', { upTo }))
  const read = await store.read(async (tx) => ({ bills: (await Promise.all(ids.map((n) => tx.bills.ofCustomers([`c${n}`])))), told: (await tx.feed.page(0, 10_000)).items, totals: tx.usage.book.totals() }))
  await close()
  if (!read.ok) throw new Error(read.error.code)
  const { bills, told, totals } = read.value
  const all = bills.flat()
  const lines = all.flatMap((bill) => bill.lines.map((line) => ({ id: `${bill.id} ${line.id}`, block: bill.id, postings: line.charge.postings })))
  const numbers = all.map(({ number }) => Number(number.slice(-6))).sort((a, b) => a - b)
  const paid = bills.map((own) => own.flatMap((bill) => bill.lines).filter(({ charge }) => charge.priceId === 'minutes').reduce((sum, { charge }) => sum + charge.amountMicro, 0))
  return [
    ...proof.doubled.map(({ key }) => `doubled ${key}`), ...proof.unfounded.map(({ lineId }) => `unfounded ${lineId}`), ...proof.broken.map(({ customerId, problem }) => `broken ${customerId}: ${problem}`),
    ...findImbalances(lines).map(({ id }) => `does not balance: ${id}`),
    ...numbers.flatMap((number, at) => (number === at + 1 ? [] : [`a hole in the numbers at ${number}`])),
    ...(told.flatMap((item) => (item.kind === 'bill' ? [item.bill.id] : [])).length === all.length ? [] : ['the desks were told of other bills']),
    ...(minutesMicro === null ? [] : [...proof.missing.map(({ key }) => `missing ${key}`), ...ids.flatMap((n) => (paid[n - 1] === minutesMicro(n) ? [] : [`c${n} is charged ${paid[n - 1]} for calls`])), ...(totals.rerated === 0 ? [] : ['something rated anew is not said to be billed'])]),
  ]
}

/** Moments by a seed. Source: mulberry32. */
function moments(seed: number): (below: number) => number {
  let at = seed
  return (below) => {
    at = (at + 0x6d2b79f5) | 0
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const TWO_CENTS = 2_240_000
const ONE_CENT = 1_120_000
async function violations(mode: string, seed: number, { kills, withCorrection }: { readonly kills: number; readonly withCorrection: boolean }): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'bill-run-kill-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const file = join(directory, 'central.db')
  await prepare(file)
  const next = moments(seed)
  const wrong: string[] = []
  const bill = async (upTo: string, minutesMicro: (n: number) => number): Promise<void> => {
    for (let kill = 0; kill < kills; kill++) {
      await runAndKill(file, upTo, mode, 2 + next(40))
      wrong.push(...(await wrongIn(file, upTo, null)))
    }
    if (!(await runAndKill(file, upTo, mode, null))) wrong.push('did not finish')
    wrong.push(...(await wrongIn(file, upTo, minutesMicro)))
  }
  // The cycle of November is billed for everybody, and their calls with it.
  await bill('2026-12-01', () => TWO_CENTS)
  if (!withCorrection) return wrong
  const { tell, close } = await openAt(file, NOON + 30 * DAY)
  await tell('usage.correctPrice', { offeringId: 'voice', offeringVersion: 1, priceId: 'minutes', fromPeriod: '2026-11', amountMicro: 10_000, ratingGuideline: MINUTES.ratingGuideline, because: 'Printed at twice the price.' }, ADMIN)
  await close()
  await bill('2027-01-01', () => ONE_CENT)
  return wrong
}

const SEED = Number(process.env['KILL_SEED'] ?? 20_261_123)

describe('a bill run that is killed', () => {
  it('bills each obligation once when it is run again, and gives back what was corrected once', { timeout: 120_000 }, async () => {
    expect(await violations('right', SEED, { kills: 6, withCorrection: true }), `KILL_SEED=${SEED}`).toEqual([])
  })

  it('control: one that notes who is done before it bills them leaves some out', { timeout: 60_000 }, async () => {
    const wrong = await violations('early', SEED, { kills: 6, withCorrection: false })
    expect(wrong.some((line) => line.startsWith('missing')), `KILL_SEED=${SEED}: ${wrong.join(', ')}`).toBe(true)
  })

  it('control: one that keeps what it billed in memory bills some twice', { timeout: 60_000 }, async () => {
    const wrong = await violations('inMemory', SEED, { kills: 6, withCorrection: false })
    expect(wrong.some((line) => line.startsWith('doubled')), `KILL_SEED=${SEED}: ${wrong.slice(0, 5).join(', ')}`).toBe(true)
  })
})
