import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createCentral } from '../../../../main/central/central.ts'
import type { BillingTerms } from '../../../../main/central/billing/ports.ts'
import type { CentralStore } from '../../../../main/central/ports.ts'
import { silentLog } from '../../../../main/platform/log.ts'
import { openCentralStore } from '../../../../main/store/central/open-central-store.ts'
import type { Actor, CentralAnswer, CentralClient, CentralCommandName, CentralCommands, CentralQueries, CentralQueryName, FeedItem } from '../../../../shared/contract/central/wire.ts'
import { createLocalDates } from '../../../../shared/engines/rating/local-date.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import { IP_POOLS, IP_RULES, NOW, REP, ADMIN, catalog } from './builders.ts'

const KEY = 'ab'.repeat(32)
const localDates = createLocalDates()
/** Where this central bills. */
export const DENVER: BillingTerms = { localDateOf: (instant) => localDates(instant, 'America/Denver'), region: 'WY', isSandbox: true }

/** A real store in a directory that goes when the test ends, and a clock that only the test moves. */
export async function startCentral(wrap: (store: CentralStore) => CentralStore = (store) => store, options: { readonly directory?: string } = {}) {
  const directory = mkdtempSync(join(options.directory ?? tmpdir(), 'central-'))
  const opened = openCentralStore({ file: join(directory, 'central.db'), key: KEY })
  assert(opened.ok, 'a fresh store opens')
  const store = wrap(opened.value)
  let now = NOW
  let nextId = 0
  let nextKey = 0
  const central = createCentral({ store, clock: { now: () => now }, ids: { next: () => `id-${++nextId}` }, log: silentLog, billing: { terms: DENVER } })
  const client = central as CentralClient
  const close = async () => {
    await opened.value.close()
    rmSync(directory, { recursive: true, force: true })
  }

  const send = <N extends CentralCommandName>(name: N, input: CentralCommands[N]['input'], options: { readonly key?: string; readonly actor?: Actor } = {}): Promise<CentralAnswer<CentralCommands[N]['output']>> =>
    client.command(name, options.key ?? `key-${++nextKey}`, input, options.actor ?? REP)
  const ask = async <N extends CentralQueryName>(name: N, input: CentralQueries[N]['input']): Promise<CentralQueries[N]['output']> => valueOf(await client.query(name, input))
  const feed = async (after = 0): Promise<readonly FeedItem[]> => valueOf(await client.feed(after, 500)).items
  const publish = (ipPools = IP_POOLS, ipRules = IP_RULES) => send('catalog.publish', { catalog: catalog(), ipPools, ipRules }, { actor: ADMIN, key: 'publish' })
  return { central, client, store: opened.value, send, ask, feed, publish, close, file: join(directory, 'central.db'), key: KEY, advance: (ms: number) => void (now += ms), setNow: (at: number) => void (now = at), now: () => now }
}
export type StartedCentral = Awaited<ReturnType<typeof startCentral>>

/** As `startCentral`, closed and removed when the running test ends. */
export async function centralForTest(wrap?: (store: CentralStore) => CentralStore, options?: Parameters<typeof startCentral>[1]): Promise<StartedCentral> {
  const started = await startCentral(wrap, options)
  onTestFinished(started.close)
  return started
}

/** The value of an answer that must be yes. */
export function valueOf<T>(answer: CentralAnswer<T>): T {
  assert(answer.ok, `answer is a refusal: ${answer.ok ? '' : JSON.stringify(answer.error)}`)
  return answer.value
}
/** The code of an answer that must be a refusal. */
export function codeOf(answer: CentralAnswer<unknown>): string {
  assert(!answer.ok, 'answer is a yes')
  return answer.error.code
}
