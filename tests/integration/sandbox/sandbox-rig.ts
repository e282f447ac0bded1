import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { superviseProviders } from '../../../main/hosts/sandbox/supervise.ts'
import type { Ready, SuperviseLogLine } from '../../../main/hosts/sandbox/supervise.ts'

const ENTRY = resolve(import.meta.dirname, '../../../main/hosts/sandbox/provider.ts')
export const ORDERS = '/tmf-api/serviceOrdering/v4/serviceOrder'
export const SERVICES = '/tmf-api/serviceInventory/v4/service'
export const QUALIFICATIONS = '/tmf-api/serviceQualificationManagement/v4/checkServiceQualification'

export type EffectSeen = { readonly seq: number; readonly effect: string; readonly externalId: string; readonly universalCustomerId: string; readonly localCustomerId: string }
export type OrderSeen = { readonly id: string; readonly state: string; readonly code: string; readonly serviceOrderItem: readonly { readonly state: string; readonly service: { readonly id: string; readonly serviceCharacteristic: readonly { readonly name: string; readonly value: unknown }[] } }[] }
export type Provider = Ready & { readonly http: string; readonly command: string }
export type RigChoices = { readonly providerIds?: readonly string[]; readonly flags?: readonly string[]; readonly answers?: unknown; readonly identities?: unknown }

/** Starts real provider processes over a fresh data directory. `logged` resolves with the next log line that fits. */
export async function startSandbox({ providerIds = ['centurylink'], flags = [], answers, identities }: RigChoices = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const file = (name: string, content: unknown) => {
    if (content === undefined) return {}
    writeFileSync(join(directory, `${name}.json`), JSON.stringify(content))
    return { [`${name}File`]: join(directory, `${name}.json`) }
  }
  let waiting: { fits: (line: SuperviseLogLine) => boolean; seen: (line: SuperviseLogLine) => void }[] = []
  const pids = new Map<string, number | undefined>()
  const files = { ...file('answers', answers), ...file('identities', identities) }
  const supervision = superviseProviders({
    directory,
    providers: providerIds.map((providerId) => ({ providerId, ...files })),
    entry: { command: process.execPath, args: [ENTRY, ...flags] },
    onLog: (text) => {
      const line = JSON.parse(text) as SuperviseLogLine
      if (line.event === 'ready') pids.set(line.providerId, line.pid)
      const fitting = waiting.filter(({ fits }) => fits(line))
      waiting = waiting.filter((one) => !fitting.includes(one))
      fitting.forEach(({ seen }) => seen(line))
    },
  })
  const ready = await supervision.ready
  const provider = (providerId: string): Provider => {
    const found = ready.find((one) => one.providerId === providerId)
    if (!found) throw new Error(`${providerId} was not started`)
    return { ...found, http: `http://127.0.0.1:${found.httpPort}`, command: `http://127.0.0.1:${found.commandPort}` }
  }
  return {
    directory, ready, provider, pidOf: (providerId: string) => pids.get(providerId) ?? Number.NaN, stopProviders: supervision.stop,
    logged: (fits: (line: SuperviseLogLine) => boolean) => new Promise<SuperviseLogLine>((seen) => waiting.push({ fits, seen })),
    stop: async () => {
      await supervision.stop()
      rmSync(directory, { recursive: true })
    },
  }
}

/** Posts JSON; `deadlineMs` ends the wait for an answer that never comes. */
export const post = (url: string, body: unknown, deadlineMs = 5_000): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(deadlineMs) })

export const get = async <T>(url: string): Promise<T> => (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json() as Promise<T>
export const effectsOf = async (provider: Provider) => (await get<{ effects: readonly EffectSeen[] }>(`${provider.command}/effects`)).effects
export const orderFault = async (provider: Provider, fault: Readonly<Record<string, unknown>>): Promise<void> => {
  const response = await post(`${provider.command}/fault`, fault)
  if (!response.ok) throw new Error(await response.text())
}
export const probe = (provider: Provider, key: string) => get<readonly OrderSeen[]>(`${provider.http}${ORDERS}?externalId=${encodeURIComponent(key)}`)
