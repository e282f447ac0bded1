// Goal: the RADIUS client speaks with a server that we did not write.
// Method: a private FreeRADIUS on loopback that requires a Message-Authenticator; radclient, its own client, shows what that server does by itself.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeReply } from '../../../main/provisioning/partners/radius/access-reply.ts'
import { hidePassword } from '../../../main/provisioning/partners/radius/authenticators.ts'
import { exchangeDatagrams } from '../../../main/provisioning/partners/radius/exchange-datagrams.ts'
import { ATTRIBUTE, CODE, encodePacket } from '../../../shared/engines/radius/packet.ts'
import { createPartnerClients } from '../../../main/provisioning/partners/create-partner-clients.ts'
import type { AuthenticateRequest, RealmConfig } from '../../../main/provisioning/ports.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { findPeerOrSay } from '../../support/peers.ts'
import { FREERADIUS_SECRET, FREERADIUS_USER, startFreeRadius } from './free-radius.ts'

const freeradius = findPeerOrSay('freeradius', 'RADIUS client against FreeRADIUS')
const radclientProgram = findPeerOrSay('radclient', 'RADIUS client against FreeRADIUS, the part with radclient')

if (process.env['CI'] === 'true' && !process.env['LASTMILE_PEER_ERROR_freeradius']) {
  it('FreeRADIUS is here: in CI an absent peer needs a reason', () => {
    expect(freeradius, 'LASTMILE_PEER_ERROR_freeradius gives no reason').not.toBeNull()
  })
}

describe.skipIf(freeradius === null)('a real FreeRADIUS', () => {
  let server: Awaited<ReturnType<typeof startFreeRadius>>
  beforeAll(async () => { server = await startFreeRadius(freeradius ?? '') })
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

  it('drops a request without Message-Authenticator, so ours was verified', async () => {
    const secret = new TextEncoder().encode(FREERADIUS_SECRET)
    const authenticator = crypto.getRandomValues(new Uint8Array(16))
    const packet = encodePacket({ code: CODE.accessRequest, identifier: 1, authenticator, attributes: [
      { type: ATTRIBUTE.userName, value: new TextEncoder().encode(FREERADIUS_USER.userIdentifier) },
      { type: ATTRIBUTE.userPassword, value: hidePassword(new TextEncoder().encode(FREERADIUS_USER.password), { secret, authenticator }) },
    ] })
    const judge = (datagram: Uint8Array) => judgeReply(datagram, { identifier: 1, authenticator, secret, requireMessageAuthenticator: false })
    const timers = { after: (delayMs: number, run: () => void) => { const timer = setTimeout(run, delayMs); return () => clearTimeout(timer) } }
    expect(await exchangeDatagrams(timers, { host: '127.0.0.1', port: server.signingPort, packet, attempts: 2, timeoutMs: 300, judge })).toEqual({ kind: 'silent', ignored: null })
  })

  it.skipIf(radclientProgram === null)('answers its own client the same (radclient)', async () => {
    const output = await radclient()
    expect(output).toContain('Received Access-Accept')
    expect(output).toContain('Framed-IP-Address = 203.0.113.42')
  })

  const radclient = async (): Promise<string> => {
    const client = spawn(radclientProgram ?? '', ['-x', '-r', '1', '-t', '1', `127.0.0.1:${server.signingPort}`, 'auth', FREERADIUS_SECRET])
    client.stdin.end(`User-Name = "${FREERADIUS_USER.userIdentifier}"\nUser-Password = "${FREERADIUS_USER.password}"\nMessage-Authenticator = 0x00\n`)
    const [output] = await Promise.all([text(client.stdout), once(client, 'exit')])
    return output
  }
})
