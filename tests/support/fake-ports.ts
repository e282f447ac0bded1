import type { CentralAnswer } from '../../shared/contract/central/wire.ts'
import { appError } from '../../shared/domain/errors.ts'
import type { WaitingListEntry } from '../../shared/domain/waiting-list.ts'
import { applyStep, openBook, portOf } from '../../shared/engines/qualification/port-book.ts'
import { promoteWaiting } from '../../shared/engines/qualification/promises.ts'
import type { LentTurn } from '../../shared/engines/qualification/take-port.ts'
import { returnTurn, takePort } from '../../shared/engines/qualification/take-port.ts'
import { asId } from '../../shared/kernel/ids.ts'
import { assert, err, ok } from '../../shared/kernel/result.ts'

/** The node of the simulated territory. */
export const FAKE_QUEUE = 'n'
const FOR_EVER = Number.MAX_SAFE_INTEGER
const standing = (id: string, place: string, since: number): WaitingListEntry => ({ id, queueId: FAKE_QUEUE, providerId: asId('centurylink'), accessType: 'copper', priorityClass: 1, since, distanceM: 1, place: asId(place) })
const turnOf = (place: string): string => `turn-of-${place}`
const NEIGHBOUR = turnOf('neighbour')

export type FakePorts = ReturnType<typeof createFakePorts>

/** A node with a port kept for each of `houses`, and a neighbour who waits behind them: central's rules, in memory. `forgetsTurns`: an order that turns back leaves its port to the line. */
export function createFakePorts(houses: readonly string[], { forgetsTurns = false }: { readonly forgetsTurns?: boolean } = {}) {
  const joined = [...houses.map((place, index) => standing(turnOf(place), place, index)), standing(NEIGHBOUR, 'neighbour', houses.length)].reduce((kept, entry) => {
    const stands = applyStep(kept, { kind: 'join', entry })
    assert(stands.ok, 'each stands once')
    return stands.value
  }, openBook(houses.map((_, index) => `port-${index}`)))
  let { book } = promoteWaiting(joined, FOR_EVER)
  const turns = new Map<string, LentTurn>()
  const released = new Set<string>()
  return {
    hold: ({ orderId, place }: { readonly orderId: string; readonly place: string }): CentralAnswer<unknown> => {
      if (released.has(orderId)) return err(appError('port-released', { orderId }))
      const taken = takePort(book, standing(orderId, place, FOR_EVER))
      if (taken.kind === 'behind') return err(appError('port-others-first', { queueId: FAKE_QUEUE, place: taken.place, waiting: taken.waiting, free: taken.free }))
      if (taken.turn) turns.set(orderId, taken.turn)
      book = taken.book
      return ok({ kind: 'held', portId: taken.portId })
    },
    release: (orderId: string): CentralAnswer<unknown> => {
      released.add(orderId)
      const portId = portOf(book, orderId)
      const turn = turns.get(orderId)
      if (portId === null) return ok({ promoted: null })
      const freed = applyStep(book, { kind: 'release', portId })
      assert(freed.ok, 'a port that is held may be given back')
      book = promoteWaiting(turn && !forgetsTurns ? returnTurn(book, portId, turn) : freed.value, FOR_EVER).book
      return ok({ promoted: null })
    },
    /** What is wrong when all orders have ended: a live order has the one port of its house, any other gave the house its turn back, and the neighbour was passed nothing. */
    wrong: (orders: readonly { readonly orderId: string; readonly place: string; readonly state: string }[]): readonly string[] => {
      const held = (id: string) => [...book.held.values()].filter((holder) => holder === id).length
      const ended = orders.flatMap(({ orderId, place, state }) => {
        const [own, house] = [held(orderId), held(turnOf(place))]
        const isRight = state === 'completed' ? own === 1 && house === 0 : own === 0 && house === 1
        return isRight ? [] : [`${orderId}: port held ${own} times by the order, ${house} by its house, but ${state}`]
      })
      return held(NEIGHBOUR) === 0 && book.waiting.length === 1 ? ended : [...ended, 'the neighbour was served before the house whose turn it was']
    },
  }
}
