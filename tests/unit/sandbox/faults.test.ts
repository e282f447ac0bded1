import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openFaultFile } from '../../../main/hosts/sandbox/fault-file.ts'
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

  it('outlives its provider, each one once', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'faults-')), 'faults.json')
    onTestFinished(() => rmSync(dirname(path), { recursive: true }))
    const before = createFaultQueue(openFaultFile(path))
    before.order(zOrderedFault.parse({ fault: 'restart' }))
    before.order(zOrderedFault.parse({ fault: 'slow', times: 2 }))
    expect(before.take('serviceOrder')?.fault).toBe('restart')
    const after = createFaultQueue(openFaultFile(path))
    expect([1, 2, 3].map(() => after.take('serviceOrder')?.fault)).toEqual(['slow', 'slow', undefined])
    expect(openFaultFile(path).recovered).toEqual([])
  })

  it('control: a queue that is not kept forgets it', () => {
    createFaultQueue().order(zOrderedFault.parse({ fault: 'slow' }))
    expect(createFaultQueue().list()).toEqual([])
  })

  it.each(['', '{', '{"faults":[{"fault":"burn"}]}', '[]'])('of a file that cannot be read (%s) is none: it was an order, not an effect', (text) => {
    const directory = mkdtempSync(join(tmpdir(), 'faults-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    writeFileSync(join(directory, 'faults.json'), text)
    expect(openFaultFile(join(directory, 'faults.json')).recovered).toEqual([])
  })

  it.each([['late', 'qualification'], ['late', 'radius'], ['unavailableAfterEffect', 'radius']])('%s cannot be ordered for %s', (fault, on) => {
    expect(zOrderedFault.safeParse({ fault, on }).success).toBe(false)
  })

  it('can be every fault for a service order', () => {
    expect(FAULTS.filter((fault) => zOrderedFault.safeParse({ fault }).success)).toEqual(FAULTS)
  })
})
