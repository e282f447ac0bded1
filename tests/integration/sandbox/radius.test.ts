// Goal: a subscriber's login is what the ISP's service orders say, to a client that is not ours.
// Method: FreeRADIUS radclient against a real provider process; raw datagrams for what radclient cannot do.
import { spawn, spawnSync } from 'node:child_process'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessLine, addOrder, deleteOrder } from '../../unit/sandbox/order-builder.ts'
import { ORDERS, get, orderFault, post, startSandbox } from './sandbox-rig.ts'
import type { Provider } from './sandbox-rig.ts'

const hasRadclient = spawnSync('radclient', ['-v']).error === undefined
if (!hasRadclient) console.log('SKIPPED: radclient (freeradius-utils) is not on the PATH')

const USER = 'juniper.exampleton@highplains.example'
const PASSWORD = 'practice-only-1'
let rig: Awaited<ReturnType<typeof startSandbox>>
let isp: Provider
beforeAll(async () => {
  rig = await startSandbox({ providerIds: ['high-plains'], identities: [{ userIdentifier: USER, password: PASSWORD }] })
  isp = rig.provider('high-plains')
})
afterAll(() => rig.stop())

const place = (body: unknown) => post(`${isp.http}${ORDERS}`, body)
const portOf = (server: number): number => isp.radius[server]?.port ?? 0

describe.skipIf(!hasRadclient)('radclient', () => {
  type Ask = { readonly password?: string; readonly user?: string; readonly method?: 'pap' | 'chap'; readonly serviceType?: string; readonly server?: number; readonly secret?: string; readonly isSigned?: boolean }
  /** What radclient understood: it checks the Response Authenticator and the Message-Authenticator itself. */
  async function ask({ password = PASSWORD, user = USER, method = 'pap', serviceType = 'Authenticate-Only', server = 0, secret = isp.radiusSecret, isSigned = true }: Ask): Promise<string> {
    const attributes = [`User-Name = "${user}"`, `${method === 'pap' ? 'User' : 'CHAP'}-Password = "${password}"`, `Service-Type = ${serviceType}`, ...(isSigned ? ['Message-Authenticator = 0x00'] : [])]
    const client = spawn('radclient', ['-x', '-r', '1', '-t', '1', `127.0.0.1:${portOf(server)}`, 'auth', secret])
    let said = ''
    client.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    client.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    client.stdin.end(`${attributes.join('\n')}\n`)
    await once(client, 'close')
    return said
  }

  it.each([['pap', 0], ['pap', 1], ['chap', 0], ['chap', 1]] as const)('sees an identity accepted by %s at server %i', async (method, server) => {
    const said = await ask({ method, server })
    expect(said).toContain('Received Access-Accept')
    expect(said).toMatch(/Received Access-Accept[\s\S]*Message-Authenticator/)
  })

  it.each(['pap', 'chap'] as const)('sees a wrong password and an unknown identity rejected by %s', async (method) => {
    expect(await ask({ method, password: 'practice-only-2' })).toContain('Received Access-Reject')
    expect(await ask({ method, user: 'nobody@highplains.example' })).toContain('Received Access-Reject')
  })

  it('gets no answer with another secret or without a Message-Authenticator', async () => {
    expect(await ask({ secret: 'another' })).toContain('No reply')
    expect(await ask({ isSigned: false })).toContain('No reply')
  })

  it('sees access rejected before the service, accepted with its address, and rejected after its delete', async () => {
    const framed = () => ask({ serviceType: 'Framed-User' })
    expect(await framed()).toMatch(/Received Access-Reject[\s\S]*Reply-Message = "no active service"/)
    await place(addOrder({ externalId: 'access-1', lines: [accessLine(USER, '203.0.113.77')] }))
    expect(await framed()).toMatch(/Received Access-Accept[\s\S]*Framed-IP-Address = 203\.0\.113\.77/)
    expect(await ask({ serviceType: 'Framed-User', method: 'chap', server: 1 })).toContain('Framed-IP-Address = 203.0.113.77')
    expect(await ask({ serviceType: 'Framed-User', password: 'practice-only-2' })).toContain('Received Access-Reject')
    await place(deleteOrder({ target: 'access-1' }))
    expect(await framed()).toContain('Received Access-Reject')
    expect(await ask({})).toContain('Received Access-Accept')
  })

  it('sees an identity that was given by the command port, also after a restart', async () => {
    const identity = { userIdentifier: 'ottoline.specimen@highplains.example', password: 'practice-only-3' }
    expect((await post(`${isp.command}/identity`, identity)).status).toBe(200)
    const credentials = { user: identity.userIdentifier, password: identity.password }
    expect(await ask(credentials)).toContain('Received Access-Accept')
    await orderFault(isp, { fault: 'restart', on: 'radius' })
    const back = rig.logged((line) => line.event === 'ready')
    expect(await ask(credentials)).not.toContain('Received Access')
    await back
    expect(await ask(credentials)).toContain('Received Access-Accept')
  })

  it('sees an ordered reject once', async () => {
    await orderFault(isp, { fault: 'reject', on: 'radius', code: 'barred for practice' })
    expect(await ask({})).toMatch(/Received Access-Reject[\s\S]*barred for practice/)
    expect(await ask({})).toContain('Received Access-Accept')
  })

  it('gets silence when ordered, and an answer from the other server', async () => {
    await orderFault(isp, { fault: 'never', on: 'radius' })
    expect(await ask({ server: 0 })).toContain('No reply')
    expect(await ask({ server: 1 })).toContain('Received Access-Accept')
  })
})

describe('the RADIUS server', () => {
  /** A PAP Access-Request built here by hand, so that neither side's codec proves itself. */
  function request(identifier: number, authenticator: Buffer): Buffer {
    const secret = isp.radiusSecret
    const mask = createHash('md5').update(secret).update(authenticator).digest()
    const hidden = Buffer.from(PASSWORD.padEnd(16, '\0')).map((byte, index) => byte ^ (mask[index] ?? 0))
    const attribute = (type: number, value: Uint8Array) => Buffer.concat([Buffer.from([type, value.length + 2]), value])
    const body = Buffer.concat([attribute(1, Buffer.from(USER)), attribute(2, hidden), attribute(6, Buffer.from([0, 0, 0, 8])), attribute(80, Buffer.alloc(16))])
    const packet = Buffer.concat([Buffer.from([1, identifier, 0, 20 + body.length]), authenticator, body])
    createHmac('md5', secret).update(packet).digest().copy(packet, packet.length - 16)
    return packet
  }
  async function exchange(datagrams: readonly Buffer[]): Promise<readonly Buffer[]> {
    const socket = createSocket('udp4')
    const answers: Buffer[] = []
    for (const datagram of datagrams) {
      socket.send(datagram, portOf(0), '127.0.0.1')
      const [answer] = await once(socket, 'message', { signal: AbortSignal.timeout(5_000) }) as [Buffer]
      answers.push(answer)
    }
    socket.close()
    return answers
  }
  const logged = async () => (await get<{ requests: readonly { retransmissions: number; outcome: string }[] }>(`${isp.command}/radius`)).requests

  it('answers a retransmission from what it kept, without deciding again', async () => {
    const before = (await logged()).length
    const packet = request(7, randomBytes(16))
    const first = await exchange([packet, packet])
    expect(first[1]).toEqual(first[0])
    const mine = (await logged()).slice(before)
    expect(mine).toMatchObject([{ outcome: 'accept', retransmissions: 1 }])
  })

  it('negative control: the same identifier with another authenticator is a new request', async () => {
    const before = (await logged()).length
    await exchange([request(7, randomBytes(16)), request(7, randomBytes(16))])
    expect((await logged()).slice(before)).toMatchObject([{ retransmissions: 0 }, { retransmissions: 0 }])
  })

  it('never writes a password into its log or its book', async () => {
    const seen = JSON.stringify([await logged(), await get(`${isp.command}/effects`), await get(`${isp.command}/services`)])
    expect(seen).toContain(USER)
    expect(seen).not.toContain(PASSWORD)
  })
})
