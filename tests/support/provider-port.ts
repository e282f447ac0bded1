import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** One line of an effect book that changed the world, as far as tests count it. Read by tests' own words, not by the sandbox's code. */
const zEffect = z.looseObject({
  seq: z.int(), effect: z.enum(['serviceAdded', 'serviceDeleted']), externalId: z.string(), universalCustomerId: z.string(), localCustomerId: z.string(),
  serviceKind: z.string(), offeringId: z.string(), detail: z.looseObject({ serviceId: z.string(), itemId: z.string().optional() }),
})
export type Effect = z.infer<typeof zEffect>
const zLive = z.looseObject({ serviceId: z.string(), externalId: z.string(), universalCustomerId: z.string(), localCustomerId: z.string(), serviceKind: z.string(), offeringId: z.string(), facts: z.record(z.string(), z.string()), meter: z.unknown() })
export type LiveService = z.infer<typeof zLive>
/** TMF638 Service, as far as tests read it. */
const zInventory = z.array(z.looseObject({ state: z.string(), relatedParty: z.array(z.looseObject({ id: z.string(), role: z.string() })), serviceCharacteristic: z.array(z.looseObject({ name: z.string(), value: z.unknown() })) }))
export type FaultOrder = { readonly fault: string; readonly code?: string; readonly times?: number; readonly delayMs?: number; readonly on?: 'serviceOrder' | 'qualification' | 'radius' }

export type Listening = { readonly providerId: string; readonly httpPort: number; readonly commandPort: number }
export type ProviderPort = ReturnType<typeof providerAt>

/** A practice provider asked directly, past the desk. */
export function providerAt(at: Listening) {
  const command = (path: string, body?: unknown) => exchange(`http://127.0.0.1:${at.commandPort}${path}`, body)
  return {
    providerId: at.providerId,
    order: async (fault: FaultOrder): Promise<void> => void (await command('/fault', fault)),
    faults: async () => z.object({ faults: z.array(z.looseObject({ fault: z.string() })) }).parse(await command('/faults')).faults,
    effects: async (): Promise<readonly Effect[]> => z.object({ effects: z.array(zEffect) }).parse(await command('/effects')).effects,
    live: async (): Promise<readonly LiveService[]> => z.object({ services: z.array(zLive) }).parse(await command('/services')).services,
    logins: async () => z.object({ requests: z.array(z.looseObject({})) }).parse(await command('/radius')).requests,
    putIdentity: async ({ userIdentifier, password }: { readonly userIdentifier: string; readonly password: string }): Promise<void> => void (await command('/identity', { userIdentifier, password })),
    /** TMF638: the services of one customer, by the universal id. */
    inventory: async (customerId: string) => zInventory.parse(await exchange(`http://127.0.0.1:${at.httpPort}/tmf-api/serviceInventory/v4/service?relatedParty.id=${customerId}`)),
  }
}

/** An effect book read from the disk, as it lies there after its provider has ended. A torn last line has not happened. */
export function readEffectBook(dataDir: string, providerId: string): readonly Effect[] {
  const lines = readFileSync(join(dataDir, 'sandbox', providerId, 'effects.jsonl'), 'utf8').split('\n').slice(0, -1)
  return lines.flatMap((line) => {
    const read = zEffect.safeParse(JSON.parse(line))
    return read.success ? [read.data] : []
  })
}

async function exchange(url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000), ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
