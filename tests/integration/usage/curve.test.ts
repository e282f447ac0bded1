// Goal: a month of very many events is taken in little memory, also when central dies in the middle of it; what each service comes to is what its calls come to.
// Method: a real central's store in a process of its own, killed by SIGKILL on the way and started again, the sender beginning a little before its last receipt;
// sums by a loop over the numbers of the calls. `USAGE_EVENTS=100000000 npx vitest run tests/integration/usage/curve.test.ts` is the long form, `npm run soak` runs it.
// Control: a sender that begins where it had stopped sending, and not where it had receipts, loses events, and the same sums show it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { assert } from '../../../shared/kernel/result.ts'
import { ADMIN, commandInputs } from '../../unit/central/support/builders.ts'
import { centralForTest, valueOf } from '../../unit/central/support/start-central.ts'
import { meteredCatalog } from '../../unit/usage/support/usage-builders.ts'
import { minutesOf, subscriberOf } from './curve-events.ts'

const EVENTS = Number(process.env['USAGE_EVENTS'] ?? 1_000_000)
const SUBSCRIBERS = 200
const MOST_MB = 1_500
/** What a sender sends again, of what it has receipts of. */
const OVERLAP = 1_000
const HOUR = 3_600_000
const CHILD = join(import.meta.dirname, 'curve-child.ts')

type Told = { readonly rated: number; readonly sums: readonly string[]; readonly repeated: number; readonly tenths: readonly number[]; readonly openMs: number; readonly peakMb: number }
type Place = { readonly file: string; readonly key: string }

async function start(): Promise<Place> {
  const central = await centralForTest()
  valueOf(await central.send('catalog.publish', { catalog: meteredCatalog(), ipPools: [], ipRules: [] }, { actor: ADMIN, key: 'publish' }))
  for (let nth = 1; nth <= SUBSCRIBERS; nth++) for (const name of ['customer.register', 'crosswalk.link', 'billing.activate'] as const) valueOf(await central.send(name, commandInputs(`o${nth}`)[name], { key: `o${nth}:${name}` }))
  await central.store.close()
  return central
}

/** Runs until it is done, or until so many are kept: then it is killed. `kept`: lines that had a receipt. */
async function run({ file, key }: Place, { from, to, killAt }: { readonly from: number; readonly to: number; readonly killAt: number | null }): Promise<{ readonly kept: number; readonly told: Told | null }> {
  const child = spawn(process.execPath, [CHILD, file, key, String(SUBSCRIBERS), String(from), String(to)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let kept = 0
  let told: Told | null = null
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('told ')) told = JSON.parse(line.slice('told '.length)) as Told
    else kept = Number(line.slice('kept '.length))
    if (killAt !== null && kept >= killAt) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return { kept, told }
}

/** Three minutes are free, each of the others is 0.02. */
function expected(events: number): readonly string[] {
  const [minutes, calls] = [new Float64Array(SUBSCRIBERS + 1), new Float64Array(SUBSCRIBERS + 1)]
  for (let nth = 0; nth < events; nth++) {
    const of = subscriberOf(nth, SUBSCRIBERS)
    minutes[of] = (minutes[of] ?? 0) + minutesOf(nth)
    calls[of] = (calls[of] ?? 0) + 1
  }
  return Array.from({ length: SUBSCRIBERS }, (_, at) => `o${at + 1} 2026-11 ${calls[at + 1]} ${(minutes[at + 1] ?? 0) * 60} ${Math.max(0, (minutes[at + 1] ?? 0) - 3) * 20_000}`)
}

/** Killed at two fifths and sent on by `resume`: from which event, after so many lines had receipts. */
async function killedOnce(events: number, resume: (keptLines: number) => number): Promise<Told> {
  const place = await start()
  const { kept, told } = await run(place, { from: 0, to: events, killAt: events * 0.4 })
  assert(told === null && kept > 0, 'it was killed on the way')
  const again = await run(place, { from: Math.max(0, resume(kept)), to: events, killAt: null })
  assert(again.told, 'it came to its end')
  return again.told
}

describe('a month of very many events', () => {
  it(`${EVENTS.toLocaleString('en-US')} of them, killed on the way: each is rated once, in at most ${MOST_MB} MB`, { timeout: HOUR }, async () => {
    // One line in 101 is a repetition: so many events have a receipt at least.
    const told = await killedOnce(EVENTS, (lines) => Math.floor((lines * 100) / 101) - OVERLAP)
    process.stdout.write(`usage curve: ${EVENTS} events, by tenth of the second run ${told.tenths.join(' ')} ms, opened in ${told.openMs} ms, peak ${told.peakMb} MB\n`)
    expect(told.sums).toEqual(expected(EVENTS))
    expect(told.rated).toBe(EVENTS)
    expect(told.repeated).toBeGreaterThan(OVERLAP / 2)
    expect(told.peakMb).toBeLessThan(MOST_MB)
  })

  it('control: a sender that goes on behind what had no receipt loses events', { timeout: 300_000 }, async () => {
    const told = await killedOnce(200_000, (lines) => lines + 40_000)
    expect(told.rated).toBeLessThan(200_000)
    expect(told.sums).not.toEqual(expected(200_000))
  })
})
