import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeCheyenne } from '../../../main/territory/make-cheyenne.ts'
import { answersOf } from '../../../main/territory/provider-answers.ts'
import type { Territory } from '../../../main/territory/read-territory.ts'
import { readTerritory } from '../../../main/territory/read-territory.ts'
import { hasCardDigits } from '../../../shared/domain/card-digits.ts'
import { effectiveOffering } from '../../../shared/engines/catalog/effective.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { CHEYENNE } from '../cache/caches.ts'

// The demo territory as committed: real lists become one place each, everything invented says so, and the generator makes these very files.
let territory: Territory
beforeAll(async () => {
  const read = await readTerritory(CHEYENNE)
  assert(read.ok, 'Cheyenne is readable')
  territory = read.value
})

describe('the places of Cheyenne', () => {
  const premises = () => territory.addresses.filter((place) => place.parentId === null)

  it('are 2387 and 1413 lines, of which 131 are the same house in both lists', () => {
    const of = (providerId: string) => new Set(territory.answers.filter(({ answer }) => answer.providerId === providerId && answer.source === 'collected2022').map(({ addressId }) => addressId))
    const [centurylink, earthlink] = [of('centurylink'), of('earthlink')]
    expect(centurylink.size).toBe(2387)
    expect(earthlink.size).toBe(1413)
    expect([...centurylink].filter((id) => earthlink.has(id))).toHaveLength(131)
    expect(premises()).toHaveLength(2387 + 1413 - 131)
  })
  it('would be 3800 without normalising: no raw line occurs in both lists', () => {
    const raw = ['centurylink', 'earthlink'].flatMap((name) => readFileSync(join(CHEYENNE, `offers/cheyenne_${name}.csv`), 'utf8').trim().split('\n').slice(1).map((line) => /^"([^"]+)"/.exec(line)?.[1]))
    expect(new Set(raw).size).toBe(2387 + 1413)
  })
  it('refuses no line of the real lists', () => expect(territory.refused).toEqual([]))
  it('marks every unit as invented and its premise as one that needs a unit', () => {
    const units = territory.addresses.filter((place) => place.parentId !== null)
    expect(units.length).toBeGreaterThan(0)
    expect(units.every((unit) => unit.origin === 'invented' && territory.addresses.some((place) => place.id === unit.parentId && place.needsUnit))).toBe(true)
    expect(premises().every((place) => place.origin === 'real')).toBe(true)
  })
})

describe('the catalog of Cheyenne', () => {
  it('has one offering for each distinct real plan and technology', () => {
    const plans = new Set(territory.answers.map(({ answer }) => [answer.providerId, answer.planName, answer.priceMicro, answer.downlinkKbps, answer.uplinkKbps, answer.accessType].join('|')))
    const real = territory.catalog!.offerings.filter((offering) => offering.origin === 'real')
    expect(new Set(real.map((offering) => [offering.providerId, offering.name, offering.prices[0]!.amountMicro, offering.downlinkKbps, offering.uplinkKbps, offering.accessType].join('|')))).toEqual(plans)
    expect(new Set(real.map((offering) => offering.id)).size).toBe(real.length)
  })
  it('settles every resold plan with the owner of the line, and never gives away more than it takes', () => {
    for (const offering of territory.catalog!.offerings) {
      if (offering.providerId === 'earthlink') expect(offering.settlementRule.legs).toContainEqual(expect.objectContaining({ kind: 'wholesale', providerId: 'centurylink' }))
      for (const price of offering.prices) {
        const owed = offering.settlementRule.legs.filter((leg) => leg.priceId === price.id).reduce((sum, leg) => sum + ('amountMicro' in leg ? leg.amountMicro : (price.amountMicro * ('partsPerMillion' in leg ? leg.partsPerMillion : 0)) / 1e6), 0)
        expect(owed, `${offering.id} ${price.id}`).toBeLessThanOrEqual(price.amountMicro)
      }
    }
  })
  it('sells the wireless plan at another price from 2027 on, local time', () => {
    const at = (instant: string) => effectiveOffering(territory.catalog!, asId('fra-air-50'), Date.parse(instant))
    expect(at('2027-01-01T06:59:59Z')).toMatchObject({ version: 1, prices: [{ amountMicro: 45_000_000 }, {}] })
    expect(at('2027-01-01T07:00:00Z')).toMatchObject({ version: 2, prices: [{ amountMicro: 48_000_000 }, {}] })
  })
  it('has a unique plan identifier in the format of the label rule for each access offering', () => {
    const labels = territory.catalog!.offerings.filter((offering) => offering.kind === 'access').map((offering) => offering.label?.uniquePlanIdentifier ?? '')
    expect(labels.every((label) => /^[FM]\d{10}[A-Z0-9]{1,15}$/.test(label))).toBe(true)
    // The two dated versions of one plan share theirs.
    expect(new Set(labels).size).toBe(labels.length - 1)
  })
})

describe('the invented part of Cheyenne', () => {
  it('is made by the generator to the byte', async () => {
    for (const [name, text] of await makeCheyenne(CHEYENNE)) expect(readFileSync(join(CHEYENNE, name), 'utf8') === text, name).toBe(true)
  })
  it('has a node without a free port, spans that are only planned, and people waiting', () => {
    expect(territory.plant.nodes.filter((node) => node.portsFree === 0)).toHaveLength(1)
    expect(new Set(territory.plant.spans.map((span) => span.status))).toEqual(new Set(['operational', 'planned', 'underConstruction']))
    expect(territory.plant.spans.every((span) => (span.status === 'operational') === (span.readyAt === null))).toBe(true)
    expect(territory.waiting.length).toBeGreaterThan(1)
  })
  it('gives every span a node of its own owner', () => {
    const owners = new Map(territory.plant.nodes.map((node) => [node.id, node.providerId]))
    expect(territory.plant.spans.every((span) => owners.get(span.nodeId) === span.providerId)).toBe(true)
  })
  it('has twelve demo callers whose mail and numbers belong to nobody and whose tokens are no cards', () => {
    expect(territory.demoCallers).toHaveLength(12)
    for (const caller of territory.demoCallers) {
      expect(caller.email).toMatch(/@example\.(org|com)$/)
      expect(caller.phone).toMatch(/^\(307\) 555-01\d\d$/)
      expect(caller.userIdentifier).toMatch(/@highplains\.example$/)
      expect(hasCardDigits(JSON.stringify(caller))).toBe(false)
    }
    expect(new Set(territory.demoCallers.map((caller) => caller.userIdentifier)).size).toBe(12)
  })
})

describe('what a provider answers in the sandbox', () => {
  it('is the yes of 2022, except where it refuses', () => {
    const answers = answersOf(territory, 'centurylink')
    const keys = answers.map((answer) => [answer.addressId, answer.accessType, answer.overProviderId].join('|'))
    expect(new Set(keys).size).toBe(keys.length)
    expect(answers.filter((answer) => answer.reasonCode === 'PORT-EXHAUSTED').length).toBeGreaterThan(0)
    expect(answers.every((answer) => answer.qualified === (answer.planName !== null) && answer.qualified === (answer.reasonCode === null))).toBe(true)
  })
  it('names the owner of the line when a reseller answers', () => {
    const answers = answersOf(territory, 'earthlink')
    expect(answers).toHaveLength(territory.answers.filter(({ answer }) => answer.providerId === 'earthlink').length)
    expect(answers.every((answer) => answer.overProviderId === 'centurylink')).toBe(true)
  })
  it('comes from the sectors for a wireless provider: a yes for some, a no with its reason for others', () => {
    const answers = answersOf(territory, 'front-range-air')
    expect(answers).toHaveLength(territory.addresses.filter((place) => !place.needsUnit).length)
    expect(new Set(answers.map((answer) => answer.reasonCode))).toEqual(new Set([null, 'OUT-OF-REACH', 'SIGNAL-TOO-WEAK', 'SECTOR-FULL']))
  })
  it('is nothing for a provider that the territory does not know', () => expect(answersOf(territory, 'nobody')).toEqual([]))
})
