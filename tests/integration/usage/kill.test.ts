// Goal: central may die at any moment while usage is written: what has a receipt is kept, and nothing is kept twice.
// Method: a process that appends overlapping batches, killed by SIGKILL after some receipts and started again where it stood, five times.
// Control: a writer that looks for no identity keeps events twice, and the same check sees it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openUsageBook } from '../../../main/store/central/usage/open-usage-book.ts'

const SCRIPT = join(import.meta.dirname, 'book-to-kill.ts')
const KEY = '7c'.repeat(32)
const BATCH = 50

/** Runs the writer until so many receipts, kills it, and gives the last batch it said to have kept. */
async function writeAndKill(directory: string, from: number, mode: string, receipts: number): Promise<number> {
  const child = spawn(process.execPath, [SCRIPT, directory, KEY, String(from), mode], { stdio: ['ignore', 'pipe', 'inherit'] })
  let last = from
  let seen = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = Number(line.slice('kept '.length))
    if (++seen === receipts) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return last
}

async function violations(mode: string): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'usage-kill-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const wrong: string[] = []
  let last = 0
  for (const receipts of [3, 1, 7, 12, 5]) {
    last = await writeAndKill(directory, last, mode, receipts)
    const book = openUsageBook({ directory, key: KEY })
    const kept = book.waiting().flatMap((group) => group.usageIds).map((usageId) => book.get(usageId)?.identity.text ?? '')
    const identities = new Set(kept)
    if (identities.size < kept.length) wrong.push(`${kept.length - identities.size} kept twice`)
    for (let id = 0; id < last + BATCH; id++) if (!identities.has(String(id))) wrong.push(`${id} had a receipt and is not kept`)
    if (book.totals().recycled !== kept.length) wrong.push('the totals are not the sum')
    book.close()
  }
  return wrong
}

describe('the book of usage, killed while it is written', () => {
  it('keeps everything that has a receipt, once', { timeout: 60_000 }, async () => {
    expect(await violations('right')).toEqual([])
  })

  it('control: without identities the same check finds events twice', { timeout: 60_000 }, async () => {
    expect((await violations('forgetful')).some((line) => line.endsWith('kept twice'))).toBe(true)
  })
})
