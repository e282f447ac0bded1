// Goal: a new identifier is made the caller's exactly once, also when the desk is killed between intent and answer, and is given back
// when a later step is refused.
// Method: the whole desk with its practice providers; the ISP's own effect book says what happened. The controls drive the step itself,
// whole and broken, against a real ISP process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPartnerClients } from '../../../main/provisioning/partners/create-partner-clients.ts'
import { reserveIdentifier } from '../../../main/provisioning/steps/reserve-identifier.ts'
import type { StepContext, StepDefinition, StepDeps } from '../../../main/provisioning/steps/step.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { PLAN, newDirectory, startDeskRig } from '../../support/desk-rig.ts'
import { identifierContradictions, identifierLines } from '../../support/identifier-facts.ts'
import { ispPort, orderNewIdentifier } from '../../support/order-new-identifier.ts'
import { orderFault, startSandbox } from '../sandbox/sandbox-rig.ts'

const REALM = 'highplains.example'
const PASSWORD = 'lantern-orchid-99'
const SCRIPT = join(import.meta.dirname, '../../support/desk-with-new-identifier.ts')

describe('a new identifier', () => {
  it.each(['never', 'late'])('is made the caller’s once though the desk is killed between intent and answer (%s)', { timeout: 120_000 }, async (fault) => {
    const directory = newDirectory()
    const userIdentifier = `specimen.${fault}@${REALM}`
    try {
      const child = spawn(process.execPath, [SCRIPT, directory.path, userIdentifier, PASSWORD, fault], { stdio: ['ignore', 'pipe', 'inherit'] })
      let orderId = ''
      createInterface({ input: child.stdout }).on('line', (line) => {
        orderId = line.replace('asked ', '')
        child.kill('SIGKILL')
      })
      expect((await once(child, 'close'))[1]).toBe('SIGKILL')
      const rig = await startDeskRig(directory.path)
      try {
        const view = await rig.ended(orderId, 60_000)
        expect(view.state).toBe('completed')
        expect(identifierContradictions({ userIdentifier, state: view.state, lines: await identifierLines(await ispPort(rig)) })).toEqual([])
        expect(await rig.ask('isp.proveAccess', { orderId, password: PASSWORD })).toMatchObject({ accepted: true })
      } finally {
        await rig.stop()
      }
    } finally {
      directory.remove()
    }
  })

  it('is given back when a later provider refuses, and can be had by the next caller', { timeout: 90_000 }, async () => {
    const directory = newDirectory()
    const rig = await startDeskRig(directory.path)
    try {
      const [place] = await rig.findPlaces(1)
      const userIdentifier = `specimen.back@${REALM}`
      await rig.provider('centurylink').order({ fault: 'reject', code: 'PORT-EXHAUSTED' })
      const first = await orderNewIdentifier(rig, place!, [PLAN], { userIdentifier, password: PASSWORD, familyName: 'Specimen-first' })
      const view = await rig.ended(first.orderId)
      expect([view.state, view.steps.find(({ kind }) => kind === 'reserveIdentifier')?.state]).toEqual(['failed', 'undone'])
      const port = await ispPort(rig)
      expect(identifierContradictions({ userIdentifier, state: view.state, lines: await identifierLines(port) })).toEqual([])
      expect(await rig.ask('isp.proveAccess', { orderId: first.orderId, password: PASSWORD })).toMatchObject({ accepted: false })
      const second = await orderNewIdentifier(rig, place!, [PLAN], { userIdentifier, password: `${PASSWORD}-2`, familyName: 'Specimen-second' })
      expect((await rig.ended(second.orderId)).state).toBe('completed')
    } finally {
      await rig.stop()
      directory.remove()
    }
  })
})

describe('the step that makes it, when its answer is lost and a later step is refused', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>
  beforeAll(async () => { sandbox = await startSandbox({ providerIds: ['high-plains'], identities: [] }) })
  afterAll(() => sandbox.stop())

  /** Does as the runner does: asks, looks what became of a lost answer, then turns back. Answers what the same check says of it. */
  const contradictionsOf = async (name: string, step: StepDefinition): Promise<readonly string[]> => {
    const isp = sandbox.provider('high-plains')
    const userIdentifier = `${name}@${REALM}`
    const partners = createPartnerClients({
      config: {
        providers: [], answerTimeoutMs: 400,
        realms: [{ realm: REALM, ispId: asId('high-plains'), method: 'chap', timeoutMs: 400, attemptsPerServer: 1, servers: [], identity: { baseUrl: `https://127.0.0.1:${isp.identity?.port}`, certificate: isp.identity?.certificate ?? '', verifyBy: 'https' } }],
      },
      network: { isUp: () => true }, clock: { now: () => Date.now() },
    })
    const deps = { partners, journal: { secret: () => PASSWORD } } as unknown as StepDeps
    const context = { record: { order: { id: name, customerId: `customer-of-${name}`, registration: { userIdentifier } } }, step: { request: { userIdentifier, customerId: `customer-of-${name}` } }, key: `${name}:reserveIdentifier` } as unknown as StepContext
    await orderFault(isp, { fault: 'never', on: 'identifier' })
    expect((await step.perform(context, deps)).kind).toBe('unknown')
    if ((await step.probe(context, deps)).kind === 'absent') await step.perform(context, deps)
    await step.compensate?.(context, deps)
    return identifierContradictions({ userIdentifier, state: 'failed', lines: await identifierLines(isp.commandPort) })
  }

  it('leaves nothing', async () => expect(await contradictionsOf('whole', reserveIdentifier)).toEqual([]))

  it('is caught when it does not undo (negative control)', async () =>
    expect(await contradictionsOf('no.undo', { ...reserveIdentifier, compensate: null })).toEqual([`an order that is failed left no.undo@${REALM}`]))

  it('is caught when it undoes another key than it asked with (negative control)', async () =>
    expect(await contradictionsOf('other.key', { ...reserveIdentifier, compensate: (context, deps) => reserveIdentifier.compensate!({ ...context, key: `${context.key}-again` }, deps) })).toEqual([`an order that is failed left other.key@${REALM}`]))

  it('is caught when the book tells of it twice (negative control of the check)', async () => {
    const lines = await identifierLines(sandbox.provider('high-plains').commandPort)
    const twice = [...lines, ...lines.filter(({ effect }) => effect === 'identifierActivated').map((line) => ({ ...line, externalId: 'another' }))]
    expect(identifierContradictions({ userIdentifier: `whole@${REALM}`, state: 'failed', lines: twice })).toContain(`whole@${REALM} was made the caller's 2 times`)
  })
})
