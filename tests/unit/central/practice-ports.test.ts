// Goal: the practice central keeps a book of ports for the bundled territory, so that ports run out there as they do in life. Method: the real store behind the real door, the bundled files.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planPracticePorts } from '../../../main/hosts/central/plan-practice-ports.ts'
import { ADMIN, commandInputs } from './support/builders.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'

const CHEYENNE = join(import.meta.dirname, '../../../resources/territory/cheyenne')
const started = async () => {
  const central = await centralForTest()
  expect(await planPracticePorts(central.central, CHEYENNE)).toBe('planned')
  return central
}
const hold = (central: Awaited<ReturnType<typeof started>>, orderId: string, queueId: string) => central.send('ports.hold', { ...commandInputs(orderId)['ports.hold'], queueId, place: `house-of-${orderId}` })

describe('the practice territory’s ports', () => {
  it('are planned once, as its record has them, and every desk is told', async () => {
    const central = await started()
    expect((await central.ask('ports.book', { queueId: 'chy-03' })).book).toMatchObject({ providerId: 'centurylink', portsTotal: 192, portsFree: 3 })
    const told = (await central.feed()).length
    expect(told).toBeGreaterThan(50)
    expect(await planPracticePorts(central.central, CHEYENNE)).toBe('present')
    expect((await central.feed()).length).toBe(told)
  })
  it('run out: who comes after the last free one is told the place they would have, and a port that is given back is free for them', async () => {
    const central = await started()
    for (const orderId of ['o1', 'o2', 'o3']) valueOf(await hold(central, orderId, 'chy-03'))
    expect(await hold(central, 'o4', 'chy-03')).toMatchObject({ ok: false, error: { code: 'port-others-first', details: { queueId: 'chy-03', place: 1, free: 0 } } })
    valueOf(await central.send('ports.release', { orderId: 'o2' }))
    expect(valueOf(await hold(central, 'o4', 'chy-03'))).toMatchObject({ kind: 'held' })
  })
  it('keep those who wait at a full node in their line', async () => {
    const { book } = await (await started()).ask('ports.book', { queueId: 'chy-34' })
    expect(book).toMatchObject({ portsTotal: 48, portsFree: 0 })
    expect(book!.waiting.length).toBeGreaterThan(0)
  })
  it('are left alone once a territory is in force, and where there is no record of plant', async () => {
    const central = await centralForTest()
    valueOf(await central.send('territory.publish', { ...commandInputs('o1')['territory.publish'], revision: 'e'.repeat(32) }, { actor: ADMIN }))
    await planPracticePorts(central.central, CHEYENNE)
    expect((await central.ask('ports.book', { queueId: 'chy-03' })).book).toBeNull()
    expect(await planPracticePorts(central.central, join(CHEYENNE, 'nowhere'))).toBe('absent')
  })
  it('refuse a territory that cannot be read, with its place', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'lastmile-ports-'))
    cpSync(join(CHEYENNE, 'plant.json'), join(directory, 'plant.json'))
    await expect(planPracticePorts((await centralForTest()).central, directory)).rejects.toThrow('territory.json')
    rmSync(directory, { recursive: true })
  })
  it('are no rep’s to plan', async () => expect(codeOf(await (await centralForTest()).send('ports.planRecords', commandInputs('o1')['ports.planRecords']))).toBe('not-permitted'))
})
