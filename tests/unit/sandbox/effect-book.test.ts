// Goal: the effect book survives a power failure at any byte: what was answered is there, what was torn was told to nobody.
// Method: a real file, cut at every length.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openEffectBook } from '../../../main/hosts/sandbox/effect-book.ts'
import type { EffectLine } from '../../../main/hosts/sandbox/effect-line.ts'

const directories: string[] = []
afterEach(() => directories.splice(0).forEach((directory) => rmSync(directory, { recursive: true })))

const newPath = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'effect-book-'))
  directories.push(directory)
  return join(directory, 'effects.jsonl')
}

const line = (seq: number, { part = 1, parts = 1 } = {}): EffectLine => ({
  seq, at: '2027-01-04T17:00:00.000Z', part, parts, effect: 'serviceAdded', externalId: `key-${seq - part}`, universalCustomerId: 'customer-1',
  localCustomerId: 'CTL-4471-208', serviceKind: 'port', offeringId: 'ctl-copper-100-10',
  detail: { order: { serviceOrderId: `CTL-SO-${seq}`, fingerprint: 'f', description: null, customerName: null, orderedAt: '2027-01-04T17:00:00.000Z', items: [] }, itemId: '1', serviceId: `CTL-S-${seq}`, facts: {} },
})

function written(...groups: readonly (readonly EffectLine[])[]): string {
  const path = newPath()
  const book = openEffectBook(path)
  groups.forEach((group) => book.append(group))
  book.close()
  return path
}

const reopen = (path: string) => {
  const book = openEffectBook(path)
  book.close()
  return book
}

describe('the effect book', () => {
  it('gives back what was appended', () => {
    expect(reopen(written([line(1)], [line(2)])).recovered).toEqual([line(1), line(2)])
  })

  it('has an order whole or not at all, wherever the file was cut', () => {
    const bytes = readFileSync(written([line(1)], [line(2, { part: 1, parts: 2 }), line(3, { part: 2, parts: 2 })]))
    const firstOrderEnds = bytes.indexOf(10) + 1
    const cut = newPath()
    for (let length = 0; length <= bytes.length; length++) {
      writeFileSync(cut, bytes.subarray(0, length))
      const orders = length === bytes.length ? 3 : length >= firstOrderEnds ? 1 : 0
      const { recovered, droppedBytes } = reopen(cut)
      expect({ length, found: recovered.length }).toEqual({ length, found: orders })
      expect(droppedBytes).toBe(length - (orders === 3 ? bytes.length : orders === 1 ? firstOrderEnds : 0))
    }
  })

  it('goes on after a torn end without gluing the next line to it', () => {
    const path = written([line(1)])
    appendFileSync(path, '{"seq":2,"at":"2027')
    const book = openEffectBook(path)
    book.append([line(2)])
    book.close()
    expect(reopen(path).recovered).toEqual([line(1), line(2)])
  })

  it('negative control: the same file without the cut is not readable after the next line', () => {
    const path = written([line(1)])
    appendFileSync(path, `{"seq":2,"at":"2027${JSON.stringify(line(2))}\n${JSON.stringify(line(3))}\n`)
    expect(() => openEffectBook(path)).toThrow('damaged')
  })

  it('refuses to open over damage before the end: no power failure does that', () => {
    const path = written([line(1)], [line(2)])
    const bytes = readFileSync(path)
    bytes.write('#', 5)
    writeFileSync(path, bytes)
    expect(() => openEffectBook(path)).toThrow('damaged')
  })

  it('takes blocks of zeros at the end for a torn write', () => {
    const path = written([line(1)])
    const { length } = readFileSync(path)
    truncateSync(path, length + 512)
    expect(reopen(path)).toMatchObject({ recovered: [line(1)], droppedBytes: 512 })
  })
})
