import { join } from 'node:path'
import { assert } from '../../../shared/kernel/result.ts'
import { makeBenchDirectory, openBareFile, walBytes } from '../support/disk.ts'
import { openBenchDesk } from '../support/bench-desk.ts'
import type { Pair } from '../support/measure.ts'
import { alternateOneByOne, median, oursOf, peerOf, ratioOf, time } from '../support/measure.ts'
import { openOnePageCommit } from '../support/one-page-commit.ts'
import { formatMs, formatRatio, skippedRow, verdictOf } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const APPEND = 'submit, journal append'
const WHOLE = 'submit, whole use case'
const ROUNDS = 15
const SUBMITS = 20
const BOUND = 1.5
const PAGE_BYTES = 4_096

/** One submit, measured inside the console: its bytes on their way to the disk, and all of it from Ctrl-Enter to its answer. */
type Measured = { readonly appendMs: number; readonly wholeMs: number; readonly bytes: number }

/** Taking an order against a bare write of the bytes that its append put into the WAL, with fdatasync, one after the other. */
export async function journalSubmitRows(): Promise<readonly Row[]> {
  using directory = makeBenchDirectory()
  if (!directory.isOnDisk) return [skippedRow(APPEND, 'the checkout is on a file system in memory')]
  const taken: string[] = []
  const rows = await measure(directory.path, taken)
  checkTaken(directory.path, taken)
  return rows
}

async function measure(directory: string, taken: string[]): Promise<readonly Row[]> {
  const file = join(directory, 'journal.db')
  const watch = createStopwatch(file)
  using desk = openBenchDesk(directory, watch)
  using bare = openBareFile(directory)
  using oneCommit = openOnePageCommit(directory)
  const measured: Measured[] = []
  const prepare = (read: (one: Measured) => number) => async () => {
    const send = await desk.prepareSubmit()
    return () => {
      const one = { wholeMs: time(() => taken.push(send())), ...watch.read() }
      measured.push(one)
      return read(one)
    }
  }
  const append = prepare(({ appendMs }) => appendMs)
  const lastBytes = () => measured.at(-1)?.bytes ?? PAGE_BYTES
  const sameBytes = await alternateOneByOne(ROUNDS, SUBMITS, append, () => time(() => bare.write(lastBytes(), 'fdatasync')))
  // The driver is compiled without fdatasync, so this is what it can reach.
  const sameSync = await alternateOneByOne(ROUNDS, SUBMITS, append, () => time(() => bare.write(lastBytes(), 'fsync')))
  const leastCommit = await alternateOneByOne(ROUNDS, SUBMITS, append, () => time(oneCommit.commit))
  const whole = await alternateOneByOne(ROUNDS, SUBMITS, prepare(({ wholeMs }) => wholeMs), () => time(() => bare.write(PAGE_BYTES, 'fdatasync')))
  const size = `${Math.round(median(measured.map(({ bytes }) => bytes)) / 1024)} KB`
  return [
    { ...toRow(APPEND, sameBytes, `write+fdatasync of the same ${size}`), bound: `<= ${BOUND}x`, verdict: verdictOf(ratioOf(sameBytes) <= BOUND) },
    toRow(APPEND, sameSync, `write+fsync of the same ${size}`),
    toRow(APPEND, leastCommit, 'one-page commit of the same build'),
    toRow(WHOLE, whole, 'write+fdatasync of 4 KB'),
  ]
}

/** Around the one durable write of a submit: begins when its bytes are made, ends when they are on disk. */
function createStopwatch(file: string) {
  let startedAt = 0
  let before = 0
  let last = { appendMs: 0, bytes: 0 }
  return {
    read: () => last,
    watchTaking: {
      appending: () => {
        before = walBytes(file)
        startedAt = performance.now()
      },
      appended: () => {
        const appendMs = performance.now() - startedAt
        const after = walBytes(file)
        // The WAL began anew: everything in it is of this append.
        last = { appendMs, bytes: after > before ? after - before : after }
      },
    },
  }
}

const toRow = (name: string, pairs: readonly Pair[], peer: string): Row => ({
  name, ours: formatMs(median(oursOf(pairs))), peer: `${formatMs(median(peerOf(pairs)))} ${peer}`, ratio: formatRatio(ratioOf(pairs)), bound: 'none', verdict: 'reported',
})

/** What was answered is in the file: every order once, and no other. */
function checkTaken(directory: string, taken: readonly string[]): void {
  using desk = openBenchDesk(directory)
  assert([...desk.journal.saga.activeOrderIds()].join() === [...taken].sort().join(), 'the journal has the orders that were answered')
}
