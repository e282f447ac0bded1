// Goal: whatever had an Accounting-Response is kept, and kept once, though the process is killed and answers are lost on the way.
// Method: a NAS on a real socket tells thirty sessions to a door that is a process of its own, until each telling is answered; the door is
// killed by SIGKILL after some answers and started again on the same port. Oracle: the book, read while no process has it.
// Controls: a door that answers before it keeps loses what was answered; one that knows no session again charges twice.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openCentralStore } from '../../../main/store/central/open-central-store.ts'
import { ATTR, accountingRequest, counted, openNas, told } from '../../unit/usage/support/accounting-peer.ts'
import type { Attributes } from '../../unit/usage/support/accounting-peer.ts'

const SCRIPT = join(import.meta.dirname, 'accounting-door.ts')
const KEY = '7c'.repeat(32)

async function startDoor(file: string, port: number, mode: string) {
  const child = spawn(process.execPath, [SCRIPT, file, KEY, String(port), mode], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { port: Number(line), kill: async () => {
    const closed = once(child, 'close')
    child.kill('SIGKILL')
    await closed
  } }
}

/** What the book has of each subscriber. */
async function charged(file: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const opened = openCentralStore({ file, key: KEY })
  if (!opened.ok) throw new Error(opened.error.code)
  const read = await opened.value.read(async (tx) => tx.usage.book.waiting().map((group) => [group.localId, group.usageIds.map((usageId) => tx.usage.book.get(usageId)?.event?.quantity ?? -1)] as const))
  await opened.value.close()
  if (!read.ok) throw new Error(read.error.code)
  return new Map(read.value)
}

const user = (n: number): string => `caller-${n}@highplains.example`
const octets = (n: number): number => 1_000 + n
const session = (n: number): readonly Attributes[] => [told('interim', counted(100, 0, 30), `s-${n}`, user(n)), told('stop', counted(octets(n), 0, 60), `s-${n}`, user(n))]

/** Every telling has a moment of its own by how long it says that it waited; none says when it happened. */
const attempt = (attributes: Attributes, times: number): Buffer => accountingRequest([...attributes, [ATTR.delay, times * 3]], { identifier: times })

async function violations(mode: string, { losesAnswers }: { readonly losesAnswers: boolean }): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'accounting-kill-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const file = join(directory, 'central.db')
  let door = await startDoor(file, 0, mode)
  const nas = await openNas(door.port)
  const wrong: string[] = []
  const answered = new Set<number>()
  let untilKill = 3
  const check = async (): Promise<void> => {
    const book = await charged(file)
    for (const n of answered) if (!book.has(user(n))) wrong.push(`${n} was answered and is not kept`)
    for (const [who, sums] of book) if (sums.length > 1) wrong.push(`${who} is charged ${sums.length} times`)
  }
  const tell = async (attributes: Attributes): Promise<void> => {
    for (let times = 0; times < 10; times += 1) {
      const request = attempt(attributes, times)
      const answer = await nas.send(request, 1_000)
      if (!answer) continue
      // Lost on the way: the first two answers of each.
      if (losesAnswers && times < 2) continue
      return
    }
    wrong.push('nobody answered')
  }
  for (let first = 0; first < 30; first += 5) {
    await Promise.all([0, 1, 2, 3, 4].map(async (offset) => {
      const n = first + offset
      const [interim = [], stop = []] = session(n)
      await tell(interim)
      await tell(stop)
      answered.add(n)
    }))
    if ((untilKill -= 1) > 0 && mode !== 'hasty') continue
    untilKill = 2
    await door.kill()
    await check()
    door = await startDoor(file, door.port, mode)
  }
  // Killed with tellings under way, and told again to the one that follows.
  const late = [30, 31, 32]
  const underWay = late.map((n) => nas.send(attempt(session(n)[1] ?? [], 0), 500))
  await door.kill()
  await Promise.all(underWay)
  door = await startDoor(file, door.port, mode)
  for (const n of late) {
    await tell(session(n)[1] ?? [])
    answered.add(n)
  }
  await door.kill()
  nas.close()
  await check()
  const book = await charged(file)
  for (const n of answered) if (mode === 'right' && book.get(user(n))?.[0] !== octets(n)) wrong.push(`${n} has ${book.get(user(n))?.join('+') ?? 'nothing'}`)
  return wrong
}

describe('the accounting door, killed while sessions are told', () => {
  it('keeps every session that was answered, once, with all of its octets', { timeout: 60_000 }, async () => {
    expect(await violations('right', { losesAnswers: false })).toEqual([])
  })

  it('and when the first two answers to everything are lost on the way', { timeout: 60_000 }, async () => {
    expect(await violations('right', { losesAnswers: true })).toEqual([])
  })

  it('control: a door that answers before it keeps loses what was answered', { timeout: 60_000 }, async () => {
    expect((await violations('hasty', { losesAnswers: false })).some((line) => line.endsWith('is not kept'))).toBe(true)
  })

  it('control: a door that knows no session again charges twice when answers are lost', { timeout: 60_000 }, async () => {
    expect((await violations('forgetful', { losesAnswers: true })).some((line) => line.endsWith('times'))).toBe(true)
  })
})
