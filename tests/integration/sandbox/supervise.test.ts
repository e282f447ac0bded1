// Goal: a provider's process may die at any time; its ports, its book and its secret do not change, and none outlives its parent.
// Method: real processes, killed for real; every wait is for an event of the supervisor or the end of a process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, it } from 'vitest'
import { superviseProviders } from '../../../main/hosts/sandbox/supervise.ts'
import type { SuperviseLogLine } from '../../../main/hosts/sandbox/supervise.ts'
import { accessLine, addOrder, additionsFor } from '../../unit/sandbox/order-builder.ts'
import { ORDERS, effectsOf, get, post, startSandbox } from './sandbox-rig.ts'
import type { RigChoices } from './sandbox-rig.ts'

const rigs: Awaited<ReturnType<typeof startSandbox>>[] = []
afterEach(async () => void (await Promise.all(rigs.splice(0).map((rig) => rig.stop()))))
async function start(choices: RigChoices) {
  const rig = await startSandbox(choices)
  rigs.push(rig)
  return rig
}
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it('starts all five providers, each on ports of its own, and ends them all', async () => {
  const rig = await start({ providerIds: ['centurylink', 'earthlink', 'front-range-air', 'kestrel', 'high-plains'] })
  const ports = rig.ready.flatMap((one) => [one.httpPort, one.commandPort, ...one.radius.map(({ port }) => port)])
  expect(new Set(ports).size).toBe(12)
  const health = await Promise.all(rig.ready.map((one) => get<{ providerId: string; effects: number }>(`http://127.0.0.1:${one.httpPort}/health`)))
  expect(health).toEqual(rig.ready.map(({ providerId }) => ({ providerId, effects: 0 })))
  await rig.stopProviders()
  await expect(fetch(`http://127.0.0.1:${ports[0]}/health`)).rejects.toThrow()
})

it('brings a killed provider back on the same ports with its book and its RADIUS secret, over a torn last line', async () => {
  const rig = await start({ providerIds: ['high-plains'] })
  const provider = rig.provider('high-plains')
  await post(`${provider.http}${ORDERS}`, addOrder({ externalId: 'kept', lines: [accessLine('juniper@highplains.example', '203.0.113.7')] }))
  appendFileSync(join(rig.directory, 'high-plains/effects.jsonl'), '{"seq":2,"at":"20')
  const [told, back] = [rig.logged((line) => line.event === 'said'), rig.logged((line) => line.event === 'ready')]
  process.kill(rig.pidOf('high-plains'), 'SIGKILL')
  expect(await told).toMatchObject({ text: '{"event":"effect-book-torn-end-dropped","bytes":17}' })
  await back
  expect(additionsFor(await effectsOf(provider), 'kept')).toBe(1)
  expect((await post(`${provider.http}${ORDERS}`, addOrder({ externalId: 'kept', lines: [accessLine('juniper@highplains.example', '203.0.113.7')] }))).status).toBe(200)
})

it('dies with its parent, even one that was killed', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-parent-'))
  const parent = spawn(process.execPath, [resolve(import.meta.dirname, 'parent-to-kill.ts'), directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [pid] = await once(createInterface({ input: parent.stdout }), 'line') as [string]
  expect(isAlive(Number(pid))).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(Number(pid)), { timeout: 10_000 }).toBe(false)
  rmSync(directory, { recursive: true })
})

it('rejects when a provider does not start, and leaves no process behind', async () => {
  const ended: number[] = []
  const supervision = superviseProviders({
    directory: tmpdir(), providers: [{ providerId: 'nobody' }], entry: { command: process.execPath, args: [resolve(import.meta.dirname, '../../../main/hosts/sandbox/provider.ts')] },
    onLog: (text) => {
      const line = JSON.parse(text) as SuperviseLogLine
      if (line.event === 'ended') ended.push(line.code ?? -1)
    },
  })
  await expect(supervision.ready).rejects.toThrow('nobody does not start')
  await supervision.stop()
  expect(ended).toEqual([1, 1, 1, 1, 1])
})
