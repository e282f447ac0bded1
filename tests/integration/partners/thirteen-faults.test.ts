// Goal: whatever happens between the desk and a provider, an order has exactly one effect there.
// Method: a real HTTP device behind a real proxy that orders faults per connection; the client follows the house rule "unknown → probe →
// repeat with the same key only if absent". The same check must catch a client and a device that break the rule.
import { describe, expect, it } from 'vitest'
import { createPartnerClients } from '../../../main/provisioning/partners/create-partner-clients.ts'
import type { PartnerClients, ServiceOrderRequest } from '../../../main/provisioning/ports.ts'
import { isTransient } from '../../../shared/domain/errors.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { FAULTS, startFaultProxy, type Fault, type FaultProxy } from '../../support/fault-proxy.ts'
import { startDevice } from './device.ts'

const DEADLINE_MS = 150
const DELAYS = { slowMs: 30, lateMs: 250, trickleMs: 2 }
const MOST_ATTEMPTS = 20
/** Where the fault strikes: the request; also the question whether it happened; also the repetition and the next question. */
const ROUNDS: readonly ((fault: Fault) => readonly (Fault | 'pass')[])[] = [(fault) => [fault], (fault) => [fault, fault], (fault) => [fault, 'pass', fault], (fault) => [fault, fault, fault, fault]]
const PROVIDER = asId<'ProviderId'>('front-range-air')

type Setting = { readonly dedupes: boolean; readonly onUnknown: 'probe' | 'repeatBlindly' | 'freshKey' }
type Finding = { readonly fault: Fault; readonly round: number; readonly effects: number }

describe.concurrent('an order through a broken connection', () => {
  it.each(FAULTS)('has exactly one effect: %s', async (fault) => {
    const findings = await runRounds(fault, { dedupes: true, onUnknown: 'probe' })
    expect(findings).toEqual(ROUNDS.map((_, round) => ({ fault, round, effects: 1 })))
  })

  it('has several effects where the device does not recognise a key and the client repeats without asking (negative control)', async () => {
    const wrong = await findWrong({ dedupes: false, onUnknown: 'repeatBlindly' })
    expect(wrong).toEqual(expect.arrayContaining<Fault>(['resetAfterRequest', 'dropResponse', 'halfResponse', 'garbageResponse', 'duplicateDelivery', 'lateResponse', 'reordered', 'unavailableAfterEffect', 'closeWithoutAnswer', 'trickle']))
  })

  it('has several effects where each repetition has a fresh key (negative control)', async () => {
    const wrong = await findWrong({ dedupes: true, onUnknown: 'freshKey' })
    expect(wrong).toEqual(expect.arrayContaining<Fault>(['resetAfterRequest', 'dropResponse', 'halfResponse', 'garbageResponse', 'lateResponse', 'unavailableAfterEffect', 'closeWithoutAnswer', 'trickle']))
  })

  it('has several effects where the device does not recognise a key and the network delivers twice or late, however careful the client (negative control)', async () => {
    expect(await findWrong({ dedupes: false, onUnknown: 'probe' })).toEqual(expect.arrayContaining<Fault>(['duplicateDelivery', 'reordered']))
  })
})

const findWrong = async (setting: Setting): Promise<readonly Fault[]> => {
  const findings = (await Promise.all(FAULTS.map((fault) => runRounds(fault, setting)))).flat()
  return [...new Set(findings.filter(({ effects }) => effects !== 1).map(({ fault }) => fault))]
}

/** The check that every setting meets: each round is one order; its effects are counted at the device when nothing is on its way any more. */
async function runRounds(fault: Fault, setting: Setting): Promise<readonly Finding[]> {
  const device = await startDevice(setting)
  const proxy = await startFaultProxy(device.port, DELAYS)
  try {
    const findings: Finding[] = []
    for (const [round, faultsOf] of ROUNDS.entries()) {
      const orderId = `${fault}-${round}`
      proxy.order(...faultsOf(fault))
      await drive(clientsBehind(proxy), proxy, orderId, setting.onUnknown)
      await proxy.settled()
      findings.push({ fault, round, effects: device.effectsOf(orderId) })
    }
    expect(proxy.met.get(fault) ?? 0, `${fault} happened in every round`).toBeGreaterThanOrEqual(ROUNDS.length)
    return findings
  } finally {
    await proxy.close()
    await device.close()
  }
}

const clientsBehind = (proxy: FaultProxy): PartnerClients =>
  createPartnerClients({
    config: { providers: [{ providerId: PROVIDER, baseUrl: `http://127.0.0.1:${proxy.port}`, answersQualification: false }], realms: [], answerTimeoutMs: DEADLINE_MS },
    network: { isUp: () => true },
    clock: { now: () => performance.now() },
  })

/** Follows one order to its end, as a saga step does. */
async function drive(clients: PartnerClients, proxy: FaultProxy, orderId: string, onUnknown: Setting['onUnknown']): Promise<void> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const key = `${orderId}:serviceOrder${onUnknown === 'freshKey' ? `#${attempt}` : ''}`
    const outcome = await clients.placeServiceOrder(orderOf(orderId, key))
    if (outcome.kind === 'done') return
    expect(isTransient(outcome.error), `${outcome.error.code} may be repeated`).toBe(true)
    await proxy.recover()
    if (outcome.kind === 'unknown' && onUnknown === 'probe' && (await hasHappened(clients, proxy, key))) return
  }
  throw new Error(`no end after ${MOST_ATTEMPTS} attempts: ${orderId}`)
}

async function hasHappened(clients: PartnerClients, proxy: FaultProxy, key: string): Promise<boolean> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const probed = await clients.probeServiceOrder(PROVIDER, key)
    if (probed.kind === 'found') return true
    if (probed.kind === 'absent') return false
    await proxy.recover()
  }
  throw new Error(`no answer after ${MOST_ATTEMPTS} questions: ${key}`)
}

const orderOf = (orderId: string, key: string): ServiceOrderRequest => ({
  key, action: 'add', providerId: PROVIDER, customerId: asId<'UniversalCustomerId'>('0190-universal'), orderId: asId<'OrderId'>(orderId), customerName: 'Ottoline Specimen',
  address: { id: 'A-1', line: '2421 E 7th St, Cheyenne WY 82001', postcode: '82001' },
  lines: [{ serviceKind: 'plan', offeringId: 'fra-air-50', name: 'Air 50', meter: [], characteristics: {} }],
})
