// Goal: a power failure at any byte of the last block loses that block and no other, and damage is never taken for a torn end.
// Method: a file of three blocks cut at every byte of the third. Control: a reader that trusts headers alone.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openBlockFile } from '../../../main/store/central/usage/block-file.ts'

const KEY = '5a'.repeat(32)
function place(): string {
  const directory = mkdtempSync(join(tmpdir(), 'usage-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'kestrel', '2026-11.usage')
}
function open(path: string, key = KEY, name = 'kestrel~2026-11') {
  const file = openBlockFile({ path, key, name })
  try {
    return { blocks: Array.from({ length: file.count() }, (_, at) => file.read(at).toString()), dropped: file.droppedBytes }
  } finally {
    file.close()
  }
}
function written(path: string, blocks: readonly string[]): readonly number[] {
  const file = openBlockFile({ path, key: KEY, name: 'kestrel~2026-11' })
  const ends = blocks.map((block) => (file.append(Buffer.from(block)), statSync(path).size))
  file.close()
  return ends
}

describe('the block file', () => {
  it('cut at every byte of its last block it loses that block only, and takes the next', () => {
    const path = place()
    const [, second = 0, third = 0] = written(path, ['one', 'two', 'three'])
    const whole = readFileSync(path)
    for (let at = second; at < third; at++) {
      writeFileSync(path, whole.subarray(0, at))
      expect(open(path)).toEqual({ blocks: ['one', 'two'], dropped: at - second })
      expect(statSync(path).size).toBe(second)
    }
    written(path, ['four'])
    expect(open(path).blocks).toEqual(['one', 'two', 'four'])
  })

  it('control: a reader that trusts headers alone takes half a block for a whole one', () => {
    const path = place()
    const [, second = 0] = written(path, ['one', 'two', 'three'])
    writeFileSync(path, readFileSync(path).subarray(0, second + 41))
    expect(readFileSync(path).toString('latin1').split('LMU1')).toHaveLength(1 + 3)
    expect(open(path).blocks).toHaveLength(2)
  })

  it('takes zeros at the end, which a lost write leaves, for a torn end', () => {
    const path = place()
    const [, , third = 0] = written(path, ['one', 'two', 'a block that is longer than eight bytes'])
    const whole = readFileSync(path)
    writeFileSync(path, Buffer.concat([whole.subarray(0, third - 20), Buffer.alloc(20)]))
    expect(open(path).blocks).toEqual(['one', 'two'])
    appendFileSync(path, Buffer.alloc(4_096))
    expect(open(path)).toEqual({ blocks: ['one', 'two'], dropped: 4_096 })
  })

  it('refuses a block that was changed, and a header that was changed, and leaves the file as it is', () => {
    for (const at of [4, 30]) {
      const path = place()
      written(path, ['one', 'two', 'three'])
      const bytes = readFileSync(path)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      writeFileSync(path, bytes)
      expect(() => open(path)).toThrow('damaged')
      expect(readFileSync(path)).toEqual(bytes)
    }
  })

  it('cannot be read with another key or under another name', () => {
    const path = place()
    written(path, ['one'])
    expect(() => open(path, '5b'.repeat(32))).toThrow('the key is another')
    expect(() => open(path, KEY, 'kestrel~2026-12')).toThrow('damaged')
    expect(readFileSync(path).includes('one')).toBe(false)
  })

  it('an empty file is a file without blocks', () => {
    const path = place()
    written(path, [])
    truncateSync(path, 0)
    expect(open(path)).toEqual({ blocks: [], dropped: 0 })
  })
})
