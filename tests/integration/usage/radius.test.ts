// Goal: a NAS of another maker brings live accounting to a real central, and its provider sees what became of each session.
// Method: a central process; radclient of FreeRADIUS as the NAS where it is present, our own octets where it is not.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { usageTokenOf } from '../../../main/central/usage/usage-token.ts'
import { createHttpCentralClient } from '../../../main/platform/central-client/http-client.ts'
import { ADMIN, REP, commandInputs } from '../../unit/central/support/builders.ts'
import { valueOf } from '../../unit/central/support/start-central.ts'
import { ATTR, STATUS, accountingRequest, openNas } from '../../unit/usage/support/accounting-peer.ts'
import { meteredCatalog } from '../../unit/usage/support/usage-builders.ts'
import { TOKEN, newPlace, startCentralProcess } from '../central/support/processes.ts'
import { findPeerOrSay } from '../../support/peers.ts'

const radclientProgram = findPeerOrSay('radclient', 'live accounting from radclient')
const NAS = 'hpn-bng-1'
const V4 = '/tmf-api/usageManagement/v4'
type Door = { readonly url: string; readonly radius: { readonly port: number; readonly clients: readonly { readonly providerId: string; readonly nas: string; readonly secret: string }[] } }
type Session = { readonly state: string; readonly octets: number; readonly usage: readonly { readonly id: string; readonly status: string; readonly statusReason?: { readonly message: string } }[] }

async function start() {
  const place = newPlace()
  const central = await startCentralProcess(place)
  const client = createHttpCentralClient({ baseUrl: central.url, token: TOKEN, timeoutMs: 5_000, network: { isUp: () => true } })
  const metered = meteredCatalog()
  const gigabyte = { id: 'data', label: 'Data', amountMicro: 100_000, currency: 'USD', ratingGuideline: { kind: 'perUnit', unit: 'gigabyte', freeUnits: 0, rounding: { mode: 'half-even', placeMicro: 1 } }, taxCategory: 'telecom' } as const
  valueOf(await client.command('catalog.publish', 'metered', { catalog: { ...metered, version: 2, offerings: metered.offerings.map((one) => ({ ...one, prices: [...one.prices, gigabyte] })) }, ipPools: [], ipRules: [] }, ADMIN))
  const inputs = commandInputs('o1')
  valueOf(await client.command('customer.register', 'r', inputs['customer.register'], REP))
  valueOf(await client.command('crosswalk.link', 'l', inputs['crosswalk.link'], REP))
  valueOf(await client.command('crosswalk.link', 'isp', { ...inputs['crosswalk.link'], providerId: 'high-plains', localCustomerId: 'HPN-118-402' }, REP))
  valueOf(await client.command('billing.activate', 'a', { ...inputs['billing.activate'], activatedAt: Date.now() - 7_200_000 }, REP))
  const door = JSON.parse(readFileSync(join(place.data, 'usage-door.json'), 'utf8')) as Door
  const shared = door.radius.clients.find((one) => one.nas === NAS)
  if (!shared) throw new Error('the practice NAS is a client')
  const token = usageTokenOf(readFileSync(join(place.data, 'usage-secret'), 'utf8').trim(), 'high-plains')
  const ask = async <T>(path: string): Promise<T> => (await fetch(`${door.url}${V4}${path}`, { headers: { authorization: `Bearer ${token}` } })).json() as Promise<T>
  return { port: door.radius.port, secret: shared.secret, ask, user: inputs['billing.activate'].registration.userIdentifier }
}

describe('live accounting', () => {
  it('of a subscriber is rated at its stop; the provider sees the session, its usage and what was dropped', { timeout: 60_000 }, async () => {
    const { port, secret, ask, user } = await start()
    const nas = await openNas(port)
    onTestFinished(() => void nas.close())
    const name = [[ATTR.nas, NAS], [ATTR.session, 'a-1'], [ATTR.user, user]] as const
    const send = (status: keyof typeof STATUS, more: readonly (readonly [number, number])[] = [], key = secret) => nas.send(accountingRequest([[ATTR.status, STATUS[status]], ...name, ...more], { secret: key }), 1_000)
    const session = () => ask<readonly Session[]>(`/radiusSession?nas=${NAS}&sessionId=a-1`)
    // The answer is checked with the secret of the tests, so it is asked for by what the provider sees.
    await send('start', [[ATTR.seconds, 0]])
    expect(await session()).toMatchObject([{ state: 'open', octets: 0, usage: [] }])
    await send('interim', [[ATTR.input, 5], [ATTR.seconds, 60]])
    await send('stop', [[ATTR.input, 7], [ATTR.inputGiga, 1], [ATTR.seconds, 120]])
    const [ended] = await session()
    expect(ended).toMatchObject({ state: 'stop', octets: 2 ** 32 + 7, usage: [{ status: 'rated' }] })
    await send('stop', [[ATTR.input, 7], [ATTR.inputGiga, 1], [ATTR.seconds, 120]])
    await send('stop', [[ATTR.input, 9], [ATTR.seconds, 120]], 'not the secret')
    await nas.send(accountingRequest([[ATTR.status, STATUS.stop], [ATTR.nas, 'nas-of-nobody']], { secret }), 200)
    expect(await session()).toEqual([ended])
    expect(await ask('/radiusAccounting')).toMatchObject({ answered: 3, repeated: 1, dropped: { badAuthenticator: 1 } })
  })

  it.skipIf(radclientProgram === null)('of radclient is answered and kept; with another secret it is not', { timeout: 60_000 }, async () => {
    const { port, secret, ask, user } = await start()
    const radclient = async (record: string, shared = secret): Promise<string> => {
      const client = spawn(radclientProgram ?? '', ['-x', '-r', '1', '-t', '2', `127.0.0.1:${port}`, 'acct', shared])
      client.stdin.end(`NAS-Identifier = "${NAS}"\nAcct-Session-Id = "r-1"\nUser-Name = "${user}"\n${record}\n`)
      const [output] = await Promise.all([text(client.stdout), once(client, 'exit')])
      return output
    }
    for (const record of ['Acct-Status-Type = Start', 'Acct-Status-Type = Interim-Update\nAcct-Input-Octets = 10\nAcct-Output-Octets = 20\nAcct-Session-Time = 600', 'Acct-Status-Type = Stop\nAcct-Input-Octets = 30\nAcct-Output-Octets = 40\nAcct-Session-Time = 1200\nMessage-Authenticator = 0x00'])
      expect(await radclient(record)).toContain('Received Accounting-Response')
    expect(await ask(`/radiusSession?nas=${NAS}&sessionId=r-1`)).toMatchObject([{ state: 'stop', octets: 70, usage: [{ status: 'rated' }] }])
    expect(await radclient('Acct-Status-Type = Stop', 'not the secret')).not.toContain('Received Accounting-Response')
    expect(await radclient('Acct-Status-Type = Accounting-On')).toContain('Received Accounting-Response')
  })
})
