import { describe, expect, it } from 'vitest'
import { FAULTS, answerWithFault, createFaultQueue, zOrderedFault } from '../../../main/hosts/sandbox/faults.ts'
import { json } from '../../../main/hosts/sandbox/reply.ts'

function meet(order: Record<string, unknown>) {
  const did: string[] = []
  const does = (what: string) => (did.push(what), json(201, { what }))
  const reply = answerWithFault(zOrderedFault.parse(order), { work: () => does('work'), refuse: (code) => does(`refuse ${code}`), acknowledge: (ms) => does(`acknowledge ${ms}`) })
  return { did, reply }
}

describe('an ordered fault', () => {
  it.each([
    ['accept', { did: ['work'], kind: 'json' }], ['reject', { did: ['refuse X-1'], kind: 'json' }], ['slow', { did: ['work'], kind: 'later' }],
    ['late', { did: ['acknowledge 50'], kind: 'json' }], ['twice', { did: ['work', 'work'], kind: 'json' }], ['half', { did: ['work'], kind: 'half' }],
    ['never', { did: ['work'], kind: 'silence' }], ['unavailableAfterEffect', { did: ['work'], kind: 'json' }], ['restart', { did: ['work'], kind: 'exit' }],
  ] as const)('%s decides what is done and what is said', (fault, expected) => {
    const { did, reply } = meet({ fault, code: 'X-1', delayMs: 50 })
    expect({ did, kind: reply.kind }).toEqual(expected)
  })

  it('says 503 after the effect', () => {
    expect(meet({ fault: 'unavailableAfterEffect' }).reply).toMatchObject({ status: 503 })
  })

  it('is met in the order of the orders, as often as ordered, each kind of request in its own queue', () => {
    const queue = createFaultQueue()
    queue.order(zOrderedFault.parse({ fault: 'reject', times: 2 }))
    queue.order(zOrderedFault.parse({ fault: 'never', on: 'radius' }))
    queue.order(zOrderedFault.parse({ fault: 'twice' }))
    const met = [1, 2, 3, 4].map(() => queue.take('serviceOrder')?.fault)
    expect(met).toEqual(['reject', 'reject', 'twice', undefined])
    expect(queue.list().map((left) => left.on)).toEqual(['radius'])
    queue.clear()
    expect(queue.take('radius')).toBeUndefined()
  })

  it.each([['late', 'qualification'], ['late', 'radius'], ['unavailableAfterEffect', 'radius']])('%s cannot be ordered for %s', (fault, on) => {
    expect(zOrderedFault.safeParse({ fault, on }).success).toBe(false)
  })

  it('can be every fault for a service order', () => {
    expect(FAULTS.filter((fault) => zOrderedFault.safeParse({ fault }).success)).toEqual(FAULTS)
  })
})
