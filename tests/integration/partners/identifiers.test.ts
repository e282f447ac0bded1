// Goal: identifiers at a real practice ISP over real TLS: one effect whatever is lost, and nothing is said to who cannot prove its name.
// Method: the desk's own client against the sandbox process, its ordered faults, and TLS doors with a certificate that does not fit.
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../main/hosts/sandbox/identifiers/certificate.ts'
import { createPartnerClients } from '../../../main/provisioning/partners/create-partner-clients.ts'
import type { IdentityConfig, PartnerClients } from '../../../main/provisioning/ports.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { get, orderFault, startSandbox } from '../sandbox/sandbox-rig.ts'
import type { Provider } from '../sandbox/sandbox-rig.ts'

const REALM = 'highplains.example'
const PASSWORD = 'lantern-orchid-99'
let sandbox: Awaited<ReturnType<typeof startSandbox>>
let isp: Provider
let isUp = true

const clientsTo = (identity: Partial<IdentityConfig> = {}, answerTimeoutMs = 3_000): PartnerClients => createPartnerClients({
  config: {
    providers: [], answerTimeoutMs,
    realms: [{
      realm: REALM, ispId: asId('high-plains'), method: 'chap', timeoutMs: 500, attemptsPerServer: 2,
      servers: isp.radius.map(({ port }) => ({ host: '127.0.0.1', port, secret: isp.radiusSecret, requireMessageAuthenticatorInReply: true })),
      identity: { baseUrl: `https://127.0.0.1:${isp.identity?.port}`, certificate: isp.identity?.certificate ?? '', verifyBy: 'both', ...identity },
    }],
  },
  network: { isUp: () => isUp }, clock: { now: () => Date.now() },
})
const effectsOn = async (userIdentifier: string) => (await get<{ identifiers: { effect: string; externalId: string; detail: { request?: { userIdentifier: string }; userIdentifier?: string } }[] }>(`${isp.command}/effects`)).identifiers
  .filter(({ detail }) => (detail.request?.userIdentifier ?? detail.userIdentifier) === userIdentifier).map(({ effect, externalId }) => `${effect} ${externalId}`)

beforeAll(async () => {
  sandbox = await startSandbox({ providerIds: ['high-plains'], identities: [{ userIdentifier: `juniper@${REALM}`, password: 'demo-juniper' }] })
  isp = sandbox.provider('high-plains')
})
afterAll(() => sandbox.stop())

describe('an identifier at the practice ISP', () => {
  it('is held for the call, taken over by the order, proves its owner by RADIUS, and is gone after its release', async () => {
    const { identities, authenticate } = clientsTo()
    const name = `sage@${REALM}`
    expect(await identities.check({ userIdentifier: name, customerId: 'c-1' })).toEqual({ kind: 'done', value: 'free' })
    expect(await identities.reserve({ key: 'd-1', userIdentifier: name, customerId: 'c-1', state: 'reserved', validForMs: 60_000 })).toMatchObject({ kind: 'done', value: { userIdentifier: name } })
    expect(await identities.check({ userIdentifier: name, customerId: 'c-1' })).toEqual({ kind: 'done', value: 'reservedByUs' })
    expect(await identities.check({ userIdentifier: name, customerId: 'c-2' })).toEqual({ kind: 'done', value: 'taken' })
    expect(await identities.reserve({ key: 'd-2', userIdentifier: name, customerId: 'c-2', state: 'reserved' })).toMatchObject({ kind: 'notDone', error: { code: 'identifier-reserved' } })
    expect(await identities.reserve({ key: 'o-1', userIdentifier: name, customerId: 'c-1', state: 'active', password: PASSWORD })).toMatchObject({ kind: 'done' })
    expect(await authenticate({ userIdentifier: name, password: PASSWORD, service: 'authenticateOnly' })).toMatchObject({ kind: 'done', value: { accepted: true, method: 'chap' } })
    // The call's own release comes late and must not take what the order went on with.
    await identities.release({ key: 'd-1:undo', targetKey: 'd-1', userIdentifier: name, customerId: 'c-1' })
    expect(await identities.verify({ userIdentifier: name, password: PASSWORD })).toMatchObject({ kind: 'done', value: { accepted: true, method: 'https' } })
    for (let time = 0; time < 2; time++) await identities.release({ key: 'o-1:undo', targetKey: 'o-1', userIdentifier: name, customerId: 'c-1' })
    expect(await authenticate({ userIdentifier: name, password: PASSWORD, service: 'authenticateOnly' })).toMatchObject({ kind: 'done', value: { accepted: false } })
    expect(await effectsOn(name)).toEqual(['identifierReserved d-1', 'identifierActivated o-1', 'identifierReleased o-1:undo'])
  })

  it('is refused when its request comes after its release', async () => {
    const { identities } = clientsTo()
    const wish = { key: 'late', userIdentifier: `comet@${REALM}`, customerId: 'c-1', state: 'reserved' } as const
    await identities.release({ ...wish, key: 'late:undo', targetKey: 'late' })
    expect(await identities.reserve(wish)).toMatchObject({ kind: 'notDone', error: { code: 'provider-refused', details: { providerCode: 'IDENTIFIER-WITHDRAWN' } } })
    expect(await identities.check(wish)).toEqual({ kind: 'done', value: 'free' })
  })

  it.each([
    ['taken', { userIdentifier: `juniper@${REALM}` }, 'identifier-taken'], ['misshapen', { userIdentifier: `x@${REALM}` }, 'identifier-malformed'],
    ['of a realm of nobody', { userIdentifier: 'maple@elsewhere.example' }, 'identifier-realm-unknown'], ['with a weak password', { userIdentifier: `maple@${REALM}`, password: 'short' }, 'password-refused'],
  ])('is refused in words of ours when it is %s', async (what, wish, code) => {
    expect(await clientsTo().identities.reserve({ key: `no-${what}`, customerId: 'c-1', state: 'active', password: PASSWORD, ...wish })).toMatchObject({ kind: 'notDone', error: { code } })
  })

  it('runs out by itself', async () => {
    const { identities } = clientsTo()
    const wish = { key: 'brief', userIdentifier: `amber@${REALM}`, customerId: 'c-1', state: 'reserved', validForMs: 1 } as const
    await identities.reserve(wish)
    await expect.poll(() => identities.check({ ...wish, customerId: 'c-2' }), { timeout: 4_000 }).toEqual({ kind: 'done', value: 'free' })
    expect(await identities.probe(wish)).toMatchObject({ kind: 'refused', error: { code: 'identifier-expired' } })
  })

  it('is asked for no more after five wrong passwords, whether anybody has it or not', async () => {
    const { identities } = clientsTo()
    for (const userIdentifier of [`juniper@${REALM}`, `nobody@${REALM}`]) {
      for (let tries = 0; tries < 5; tries++) expect(await identities.verify({ userIdentifier, password: 'wrong' })).toMatchObject({ kind: 'done', value: { accepted: false } })
      expect(await identities.verify({ userIdentifier, password: 'demo-juniper' })).toMatchObject({ kind: 'notDone', error: { code: 'identifier-locked' } })
    }
  })

  it.each(['accept', 'slow', 'late', 'twice', 'half', 'never', 'unavailableAfterEffect', 'restart'] as const)('is reserved once, and released once, though the ISP answers with: %s', async (fault) => {
    const { identities } = clientsTo({}, 400)
    const wish = { key: `f-${fault}`, userIdentifier: `cedar.${fault.toLowerCase()}@${REALM}`, customerId: 'c-1', state: 'active', password: PASSWORD } as const
    await orderFault(isp, { fault, on: 'identifier', delayMs: 600 })
    const first = await identities.reserve(wish)
    if (first.kind !== 'done') {
      expect(first.kind).toBe('unknown')
      await expect.poll(() => identities.probe(wish), { timeout: 5_000 }).toMatchObject({ kind: 'found' })
    }
    await orderFault(isp, { fault: fault === 'late' ? 'accept' : fault, on: 'identifier', delayMs: 600 })
    const release = { key: `${wish.key}:undo`, targetKey: wish.key, userIdentifier: wish.userIdentifier, customerId: 'c-1' }
    await identities.release(release)
    await expect.poll(() => identities.release(release), { timeout: 5_000 }).toMatchObject({ kind: 'done' })
    expect(await effectsOn(wish.userIdentifier)).toEqual([`identifierActivated ${wish.key}`, `identifierReleased ${wish.key}:undo`])
  })
})

describe('who somebody is', () => {
  it('is asked over HTTPS when RADIUS is silent and the ISP wants both, not when it wants RADIUS alone', async () => {
    const asked = { userIdentifier: `lark@${REALM}`, password: PASSWORD, service: 'authenticateOnly' } as const
    await clientsTo().identities.reserve({ key: 'lark', customerId: 'c-3', state: 'active', ...asked })
    await orderFault(isp, { fault: 'never', on: 'radius', times: 4 })
    expect(await clientsTo({ verifyBy: 'radius' }).authenticate(asked)).toMatchObject({ kind: 'notDone', error: { code: 'isp-unavailable' } })
    await orderFault(isp, { fault: 'never', on: 'radius', times: 4 })
    expect(await clientsTo({ verifyBy: 'both' }).authenticate(asked)).toMatchObject({ kind: 'done', value: { accepted: true, method: 'https' } })
    expect(await clientsTo({ verifyBy: 'https' }).authenticate(asked)).toMatchObject({ kind: 'done', value: { method: 'https' } })
  })
})

describe('an ISP that cannot prove its name', () => {
  const said: string[] = []
  const aDoor = async (certificate: { readonly key: string; readonly certificate: string }) => {
    const server = createServer({ key: certificate.key, cert: certificate.certificate }, (request, response) => void (said.push(request.url ?? ''), response.writeHead(200, { 'content-type': 'application/json' }).end('{}')))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections() }) }
  }
  const wish = { key: 'k', userIdentifier: `willow@${REALM}`, customerId: 'c-1', state: 'active', password: PASSWORD } as const

  it.each([
    ['another authority', {}, false], ['another address', { ip: '127.0.0.9' }, true], ['a certificate that ran out', { validDays: -1 }, true],
  ])('is told nothing: %s', async (_what, choices, isTrusted) => {
    const certificate = await makeCertificate({ name: 'Not High Plains', now: Date.now() - 3 * 86_400_000, ...choices })
    await using door = await aDoor(certificate)
    const { identities } = clientsTo({ baseUrl: `https://127.0.0.1:${door.port}`, ...(isTrusted ? { certificate: certificate.certificate } : {}) })
    said.length = 0
    expect(await identities.reserve(wish)).toMatchObject({ kind: 'notDone', error: { code: 'isp-certificate-refused' } })
    expect(await identities.verify(wish)).toMatchObject({ kind: 'notDone', error: { code: 'isp-certificate-refused' } })
    expect(await identities.probe(wish)).toMatchObject({ kind: 'unknown', error: { code: 'isp-certificate-refused' } })
    expect(said).toEqual([])
  })

  it('is told something when the certificate is right (negative control), and its nonsense is no answer', async () => {
    const certificate = await makeCertificate({ name: 'High Plains', now: Date.now() })
    await using door = await aDoor(certificate)
    const { identities } = clientsTo({ baseUrl: `https://127.0.0.1:${door.port}`, certificate: certificate.certificate })
    said.length = 0
    expect(await identities.reserve(wish)).toMatchObject({ kind: 'unknown', error: { code: 'provider-answer-malformed' } })
    expect(await identities.check(wish)).toMatchObject({ kind: 'notDone', error: { code: 'provider-answer-malformed' } })
    expect(said).toHaveLength(2)
  })

  it('is not asked without TLS, nor while the network is cut', async () => {
    expect(await clientsTo({ baseUrl: `http://127.0.0.1:${isp.httpPort}` }).identities.reserve(wish)).toMatchObject({ kind: 'notDone', error: { code: 'provider-unknown' } })
    isUp = false
    expect(await clientsTo().identities.reserve(wish)).toMatchObject({ kind: 'notDone', error: { code: 'network-unavailable' } })
    expect(await clientsTo().identities.probe(wish)).toMatchObject({ kind: 'unknown', error: { code: 'network-unavailable' } })
    isUp = true
  })
})
