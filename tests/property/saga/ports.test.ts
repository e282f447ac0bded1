// Goal: whatever goes wrong, an order that goes live has the one port of its house, and one that does not gives the house its turn back before any neighbour.
// Method: the seeded simulation with a port that is kept for each house and a neighbour who waits behind; controls forget a lent turn, and lose an undo.
import { describe, expect, it } from 'vitest'
import { ALL_FAULTS } from '../../support/saga-simulation.ts'
import { createFakePorts } from '../../support/fake-ports.ts'
import { simulateMany } from '../../support/simulate-many.ts'
import { ok } from '../../../shared/kernel/result.ts'

const SEEDS = Math.ceil(Number(process.env['SAGA_SEEDS'] ?? 2_000) / 5)
const CONTROL_SEEDS = 60
const HOUSES = ['adr-1', 'adr-2']
/** A seed in which only one house orders leaves the other its port. */
const ports = (options = {}) => () => createFakePorts(HOUSES, options)

describe('the ports of a node under every kind of fault', () => {
  it('are never left half taken, and a turn that was lent comes back', { timeout: 120_000 }, async () => {
    const { wrong, hits, states, seeds } = await simulateMany(2_000_001, SEEDS, { ports: ports() })
    expect(seeds).toBeGreaterThanOrEqual(Math.min(SEEDS, 100))
    expect(wrong.slice(0, 5)).toEqual([])
    expect([...hits.keys()].sort()).toEqual([...ALL_FAULTS].sort())
    expect([...states.keys()].sort()).toEqual(['cancelled', 'completed', 'failed'])
  })
  it('control: a central that forgets who lent the turn is noticed', async () => {
    const { wrong } = await simulateMany(2_000_001, CONTROL_SEEDS, { ports: ports({ forgetsTurns: true }) })
    expect(wrong.filter((what) => what.includes('the neighbour was served before')).length).toBeGreaterThan(0)
  })
  it('control: an undo that is answered and not done is noticed', async () => {
    const { wrong } = await simulateMany(2_000_001, CONTROL_SEEDS, { ports: ports(), breakParties: ({ partners, central }) => ({ partners, central: { ...central, command: ((name, key, input, actor) => (name === 'ports.release' ? Promise.resolve(ok({ promoted: null })) : central.command(name, key, input, actor))) as typeof central.command } }) })
    expect(wrong.some((what) => /port held 1 times by the order, 0 by its house, but (failed|cancelled)/.test(what))).toBe(true)
  })
})
