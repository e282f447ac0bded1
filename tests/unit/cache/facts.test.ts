import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTerritory } from '../../../main/territory/read-territory.ts'
import type { Territory } from '../../../main/territory/read-territory.ts'
import type { ProviderAnswer } from '../../../shared/domain/qualification.ts'
import { branchReach } from '../../../shared/engines/reach/branch-reach.ts'
import { toLocalMetres } from '../../../shared/engines/reach/local-metres.ts'
import type { Position } from '../../../shared/domain/plant.ts'
import { contentOf } from '../../../main/territory/load-territory.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { CHEYENNE, cheyenneCache, NOW, tempCache } from './caches.ts'
import type { TempCache } from './caches.ts'

let temp: TempCache
let territory: Territory
beforeAll(async () => {
  temp = await cheyenneCache()
  const read = await readTerritory(CHEYENNE)
  assert(read.ok, 'readable')
  territory = read.value
})
afterAll(() => temp.remove())
const place = (line: string) => temp.cache.search(line, 1).matches[0]!
const answer = (change: Partial<ProviderAnswer>): ProviderAnswer => ({
  providerId: asId('centurylink'), accessType: 'copper', qualified: true, planName: 'P', priceMicro: 1, downlinkKbps: 1, uplinkKbps: 1, reasonCode: null, overProviderId: null, answeredAt: NOW, source: 'providerInterface', ...change,
})

describe('the facts of a place', () => {
  it('hold the answers of both companies for a house that is in both lists', () => {
    const counts = new Map<string, number>()
    for (const { addressId, answer: { providerId, accessType } } of territory.answers) if (accessType === 'copper') counts.set(addressId, (counts.get(addressId) ?? 0) | (providerId === 'earthlink' ? 2 : 1))
    const [both] = [...counts].find(([id, who]) => who === 3 && territory.addresses.find((candidate) => candidate.id === id)!.parentId === null)!
    expect(temp.cache.facts(both).answers.map((item) => [item.providerId, item.overProviderId])).toEqual([['centurylink', null], ['earthlink', 'centurylink']])
  })
  it('find every span that a search of the whole plant finds within 500 m, the nearest of each node', () => {
    const nodes = new Map(territory.plant.nodes.map((node) => [node.id, node]))
    for (const house of territory.addresses.filter((_, index) => index % 97 === 0)) {
      const nearest = new Map<string, number>()
      for (const span of territory.plant.spans) {
        const { distanceM } = branchReach(house, span, nodes.get(span.nodeId)!)
        const key = [span.providerId, span.accessType, span.status, nodes.get(span.nodeId)!.name].join('|')
        if (distanceM <= 500 && distanceM < (nearest.get(key) ?? Infinity)) nearest.set(key, distanceM)
      }
      const found = temp.cache.facts(house.id).branches.map((branch) => [[branch.providerId, branch.accessType, branch.status, branch.nodeName].join('|'), branch.distanceM] as const)
      expect(new Map(found)).toEqual(nearest)
    }
  })
  it('tell who waits where the ports have run out, and nowhere else', () => {
    const full = territory.plant.nodes.find((node) => node.portsFree === 0)!
    const waits = (id: string) => temp.cache.facts(id).waiting.length
    expect(waits(territory.waiting[0]!.addressId)).toBe(territory.waiting.length)
    const elsewhere = territory.addresses.find((house) => temp.cache.facts(house.id).branches.every((branch) => branch.nodeName !== full.name))!
    expect(waits(elsewhere.id)).toBe(0)
  })
  it('follow the port book that central keeps: its free ports and its line count, whole and at the newest revision only', () => {
    const full = territory.plant.nodes.find((node) => node.portsFree === 0)!
    const { addressId } = territory.waiting[0]!
    const before = temp.cache.facts(addressId)
    const entry = { ...before.waiting[0]!, id: 'somebody', place: asId<'AddressId'>('adr-somebody') }
    const tell = (cursor: number, over: object) => temp.cache.applyFeed({ wireVersion: 1, cursor, more: false, items: [{ cursor, at: NOW, kind: 'portBook', book: { queueId: full.id, providerId: full.providerId, accessType: 'copper', revision: cursor, portsTotal: 9, portsFree: 3, waiting: [entry], ...over } }] })
    const now = () => temp.cache.facts(addressId)
    const free = () => now().branches.find((branch) => branch.nodeId === full.id && branch.accessType === 'copper')?.portsFree
    expect(free()).toBe(0)
    const start = temp.cache.cursor()
    tell(start + 1, {})
    expect([free(), now().waiting]).toEqual([3, [entry]])
    tell(start + 2, { revision: start, portsFree: 8 })
    expect(free()).toBe(3)
    tell(start + 3, { portsFree: 0, waiting: [] })
    expect([free(), now().waiting]).toEqual([0, []])
    // Control: a book of another access type changes nothing here.
    tell(start + 4, { accessType: 'fiber', portsFree: 8, waiting: [] })
    expect(now()).toEqual(before)
  })
  it('hold refusals that are known, not those nobody has met yet', () => {
    const known = territory.negatives.find(({ no }) => no.answeredAt !== null)!
    const unmet = territory.negatives.find(({ no }) => no.answeredAt === null)!
    const reasons = (id: string) => temp.cache.facts(id).answers.map((item) => item.reasonCode)
    expect(reasons(known.addressId)).toContain(known.no.reasonCode)
    expect(reasons(unmet.addressId)).not.toContain(unmet.no.reasonCode)
  })
  it('estimate what a provider offers only where none of its plant is known, from houses around', () => {
    const empty = tempCache()
    try {
      const { info } = contentOf(territory)
      const houses = territory.addresses.filter(({ parentId }) => parentId === null).slice(0, 400)
      const [asked, ...others] = houses
      const answers = others.map(({ id }) => ({ addressId: id, answer: answer({ accessType: 'fiber', source: 'collected2022' }) }))
      const own = { addressId: asked!.id, answer: answer({ accessType: 'fiber', qualified: false }) }
      empty.cache.putTerritory({ info, addresses: houses, answers: [...answers, own], nodes: [], spans: [], sectors: [], waiting: [] })
      const within = others.filter((other) => branchDistanceM(asked!, other) <= 1_000).length
      const [estimate, ...rest] = empty.cache.facts(asked!.id).estimates ?? []
      expect(rest).toEqual([])
      expect(within).toBeGreaterThan(8)
      expect(estimate).toMatchObject({ providerId: 'centurylink', accessType: 'fiber', from: Math.min(40, within), newestAt: NOW, source: 'collected2022' })
      expect(estimate!.probability).toBeGreaterThan(0.8)
    } finally {
      empty.remove()
    }
    const beside = territory.addresses.find(({ id, parentId }) => parentId === null && temp.cache.facts(id).branches.some(({ providerId }) => providerId === 'centurylink'))!
    expect(temp.cache.facts(beside.id).estimates?.filter(({ providerId }) => providerId === 'centurylink')).toEqual([])
  })
  it('are empty for an address that is unknown', () => expect(temp.cache.facts('adr-none')).toEqual({ branches: [], sectors: [], answers: [], waiting: [] }))
})

describe('a fresh answer', () => {
  it('takes the place of the older one, whatever order they come in', () => {
    const { id } = place('303 e 26th st')
    temp.cache.putAnswers(id, [answer({ qualified: false, reasonCode: 'NO-FACILITY' })])
    temp.cache.putAnswers(id, [answer({ answeredAt: NOW - 1, planName: 'older' })])
    expect(temp.cache.facts(id).answers.filter((item) => item.accessType === 'copper')).toEqual([answer({ qualified: false, reasonCode: 'NO-FACILITY' })])
  })
  it('about another company’s line stands beside the one about its own', () => {
    const { id } = place('2510 warren ave')
    temp.cache.putAnswers(id, [answer({ providerId: asId('earthlink') }), answer({ providerId: asId('earthlink'), overProviderId: asId('centurylink') })])
    expect(temp.cache.facts(id).answers.filter((item) => item.providerId === 'earthlink').map((item) => item.overProviderId)).toEqual([null, 'centurylink'])
  })
})

it('knows an address by its id and the units of a premise in the order people count', () => {
  const premise = territory.addresses.find((candidate) => candidate.needsUnit)!
  expect(temp.cache.address(premise.id)).toEqual(premise)
  const units = temp.cache.units(premise.id)
  expect(units.map((unit) => unit.unit)).toEqual(territory.addresses.filter((candidate) => candidate.parentId === premise.id).map((unit) => unit.unit))
  expect(temp.cache.address('adr-none')).toBeNull()
})

function branchDistanceM(from: Position, to: Position): number {
  const { eastM, northM } = toLocalMetres(to, from)
  return Math.hypot(eastM, northM)
}
