// Goal: the RADIUS client speaks with a server that we did not write.
// Method: a private FreeRADIUS on loopback that requires a Message-Authenticator; radclient, its own client, shows what that server does by itself.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPartnerClients } from '../../../main/provisioning/partners/create-partner-clients.ts'
import type { AuthenticateRequest, RealmConfig } from '../../../main/provisioning/ports.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { FREERADIUS_SECRET, FREERADIUS_USER, isFreeRadiusHere, startFreeRadius } from './free-radius.ts'

const isHere = await isFreeRadiusHere()
const mayBeAbsent = process.env['CI'] !== 'true' || process.env['LASTMILE_PEER_ERROR_freeradius'] !== undefined
if (!isHere && mayBeAbsent) process.stderr.write(`SKIPPED FreeRADIUS: ${process.env['LASTMILE_PEER_ERROR_freeradius'] ?? 'not installed (Debian: freeradius, freeradius-utils)'}\n`)

if (!mayBeAbsent) {
  it('FreeRADIUS is here: in CI an absent peer needs a reason', () => {
    expect(isHere, 'LASTMILE_PEER_ERROR_freeradius gives no reason').toBe(true)
  })
}

describe.skipIf(!isHere)('a real FreeRADIUS', () => {
  let server: Awaited<ReturnType<typeof startFreeRadius>>
  beforeAll(async () => { server = await startFreeRadius() })
  afterAll(() => server.close())

  const ask = (setting: { readonly signs: boolean; readonly requires: boolean; readonly method?: RealmConfig['method']; readonly secret?: string }, change: Partial<AuthenticateRequest> = {}) => {
    const port = setting.signs ? server.signingPort : server.plainPort
    const servers = [{ host: '127.0.0.1', port, secret: setting.secret ?? FREERADIUS_SECRET, requireMessageAuthenticatorInReply: setting.requires }]
    const realm: RealmConfig = { realm: 'highplains.example', ispId: asId<'ProviderId'>('high-plains'), method: setting.method ?? 'pap', servers, timeoutMs: 500, attemptsPerServer: 2 }
    const clients = createPartnerClients({ config: { providers: [], realms: [realm], answerTimeoutMs: 1_000 }, network: { isUp: () => true }, clock: { now: () => performance.now() } })
    return clients.authenticate({ ...FREERADIUS_USER, service: 'authenticateOnly', ...change })
  }

  it.each(['pap', 'chap'] as const)('accepts the right password with %s and gives the framed address', async (method) => {
    expect(await ask({ signs: true, requires: true, method }, { service: 'framed' })).toMatchObject({ kind: 'done', value: { accepted: true, framedIpAddress: '203.0.113.42', replyMessage: 'welcome', method } })
  })

  it.each(['pap', 'chap'] as const)('rejects a wrong password with %s', async (method) => {
    expect(await ask({ signs: true, requires: true, method }, { password: 'not the password' })).toMatchObject({ kind: 'done', value: { accepted: false, framedIpAddress: null } })
  })

  it('rejects a name that it does not know', async () => {
    expect(await ask({ signs: true, requires: true }, { userIdentifier: 'nobody@highplains.example' })).toMatchObject({ kind: 'done', value: { accepted: false } })
  })

  it('is not believed without a Message-Authenticator where the setting requires one, and is where it does not', async () => {
    expect(await ask({ signs: false, requires: true })).toMatchObject({ kind: 'notDone', error: { code: 'isp-unavailable', details: { servers: 'message-authenticator-missing' } } })
    expect(await ask({ signs: false, requires: false })).toMatchObject({ kind: 'done', value: { accepted: true } })
  })

  it('does not hear a client with another secret', async () => {
    expect(await ask({ signs: true, requires: true, secret: 'another secret' })).toMatchObject({ kind: 'notDone', error: { code: 'isp-unavailable', details: { servers: 'silent' } } })
  })

  it('drops a request without Message-Authenticator, so ours was verified (radclient)', async () => {
    expect(await radclient('')).not.toContain('Received Access-Accept')
    expect(await radclient('\nMessage-Authenticator = 0x00')).toContain('Received Access-Accept')
  })

  const radclient = async (addition: string): Promise<string> => {
    const client = spawn('radclient', ['-x', '-r', '1', '-t', '1', `127.0.0.1:${server.signingPort}`, 'auth', FREERADIUS_SECRET])
    client.stdin.end(`User-Name = "${FREERADIUS_USER.userIdentifier}"\nUser-Password = "${FREERADIUS_USER.password}"${addition}\n`)
    const [output] = await Promise.all([text(client.stdout), once(client, 'exit')])
    return output
  }
})
