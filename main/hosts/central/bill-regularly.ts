import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalDates } from '../../../shared/engines/rating/local-date.ts'
import type { BillingTerms } from '../../central/billing/ports.ts'
import type { Central } from '../../central/central.ts'
import type { Log } from '../../platform/log.ts'
import { systemClock, systemIds } from '../../platform/system.ts'
import { zManifest } from '../../territory/formats.ts'

const LOOK_MS = 5_000
const BATCH = 50
/** How soon a period that still runs is looked at again. */
const LATER_MS = 3_600_000

/** Where this central bills, from its territory. Null when there is none to read: then nothing is billed, and a run says so. */
export function readBillingTerms(territoryDir: string): BillingTerms | null {
  const file = join(territoryDir, 'territory.json')
  if (!existsSync(file)) return null
  const manifest = zManifest.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!manifest.success) return null
  const { zone, region, sandbox } = manifest.data
  const localDates = createLocalDates()
  return { localDateOf: (instant) => localDates(instant, zone), region, isSandbox: sandbox }
}

/** Looks as often whether a port was kept longer than promised, and gives it to the next in line. */
async function settlePorts(central: Pick<Central, 'command' | 'query'>, log: Log): Promise<void> {
  const due = await central.query('ports.due', {})
  if (!due.ok || (due.value as { readonly books: number }).books === 0) return
  const answer = await central.command('ports.settle', systemIds.next(), {}, { deskId: 'central', userId: 'central', role: 'system' })
  if (!answer.ok) log.warn({ useCase: 'ports.settle', outcome: answer.error.code })
}

/** Rates anew what a corrected price changed, a few services at a time; first, so that bills find the book as they say. */
async function rerateUsage(central: Pick<Central, 'command' | 'query'>, log: Log, isStopped: () => boolean): Promise<void> {
  for (let more = true; more && !isStopped(); ) {
    const waiting = await central.query('usage.corrections', {})
    if (!waiting.ok || !(waiting.value as { readonly open: boolean }).open) return
    const answer = await central.command('usage.rerate', systemIds.next(), { limit: BATCH }, { deskId: 'central', userId: 'central', role: 'system' })
    if (!answer.ok) return log.warn({ useCase: 'usage.rerate', outcome: answer.error.code })
    more = (answer.value as { readonly more: boolean }).more
  }
}

/** Packs usage where the book changed since the last walk, or a period that still runs was told too lately. Answers what to look with next time. */
async function packUsage(central: Pick<Central, 'command' | 'query'>, log: Log, { seen, isStopped }: { readonly seen: Packed; readonly isStopped: () => boolean }): Promise<Packed> {
  const asked = await central.query('usage.packMark', {})
  const { mark } = asked.ok ? (asked.value as { readonly mark: string | null }) : seen
  const now = systemClock.now()
  if (mark === null || (mark === seen.mark && now < seen.againAt)) return seen
  let isLater = false
  for (let [after, more] = ['', true]; more && !isStopped(); ) {
    const answer = await central.command('usage.pack', systemIds.next(), { after, limit: BATCH }, { deskId: 'central', userId: 'central', role: 'system' })
    if (!answer.ok) {
      log.warn({ useCase: 'usage.pack', outcome: answer.error.code })
      return seen
    }
    const walked = answer.value as { readonly later: number; readonly last: string; readonly more: boolean }
    isLater ||= walked.later > 0
    after = walked.last
    more = walked.more
  }
  return isStopped() ? seen : { mark, againAt: isLater ? now + LATER_MS : Infinity }
}
type Packed = { readonly mark: string | null; readonly againAt: number }

/** Looks every few seconds who has something to bill and bills them, a batch in one transaction. A crash in between loses nothing: the next look finds the rest. Answers how to stop. */
export function billRegularly(central: Pick<Central, 'command' | 'query'>, log: Log): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  let packed: Packed = { mark: null, againAt: 0 }
  const pack = async (): Promise<void> => { packed = await packUsage(central, log, { seen: packed, isStopped: () => stopped }) }
  const look = async (): Promise<void> => {
    for (let more = true; more && !stopped; ) {
      const due = await central.query('billing.due', {})
      if (!due.ok || (due.value as { readonly customers: number }).customers === 0) return
      const { today } = due.value as { readonly today: string }
      const answer = await central.command('billing.run', systemIds.next(), { upTo: today, limit: BATCH }, { deskId: 'central', userId: 'central', role: 'system' })
      if (!answer.ok) return log.warn({ useCase: 'billing.run', outcome: answer.error.code })
      const { more: isMore, broken } = answer.value as { readonly more: boolean; readonly broken: number }
      if (broken > 0) log.warn({ useCase: 'billing.run', outcome: 'customers-not-billed', customers: broken })
      more = isMore
    }
  }
  const round = async (): Promise<void> => {
    for (const step of [() => rerateUsage(central, log, () => stopped), look, pack, () => settlePorts(central, log)]) if (!stopped) await step()
  }
  // A round that fails must not end the next ones: they run in a chain.
  const timer = setInterval(() => void (running = running.then(round).catch((error: unknown) => log.error({ useCase: 'billing.round', outcome: String(error) }))), LOOK_MS)
  timer.unref()
  return () => {
    stopped = true
    clearInterval(timer)
    return running
  }
}
