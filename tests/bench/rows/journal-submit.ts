import { join } from 'node:path'
import { assert } from '../../../shared/kernel/result.ts'
import type { Journal } from '../../../main/store/desk/journal/journal.ts'
import { makeBenchDirectory, openBareFile, walBytes } from '../support/disk.ts'
import type { Sync } from '../support/disk.ts'
import { openBenchDesk } from '../support/bench-desk.ts'
import type { Pair } from '../support/measure.ts'
import { alternate, median, oursOf, peerOf, ratioOf, time } from '../support/measure.ts'
import { openOnePageCommit } from '../support/one-page-commit.ts'
import { formatMs, formatRatio, skippedRow, verdictOf } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const APPEND = 'submit, journal append'
const WHOLE = 'submit, whole use case'
const ROUNDS = 15
const SUBMITS = 20
const BOUND = 1.5
const PAGE_BYTES = 4_096

/** One submit, measured inside the console: from its checks done to its entry on disk, and from Ctrl-Enter to its answer. */
type Measured = { readonly appendMs: number; readonly wholeMs: number; readonly bytes: number }

/** Taking an order against a bare write of the bytes that its append put into the WAL, with fdatasync, by turns. */
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
  const submitAll = async (): Promise<readonly Measured[]> => {
    const submits = []
    for (let i = 0; i < SUBMITS; i++) submits.push(await desk.prepareSubmit())
    const round = submits.map((submit) => ({ wholeMs: time(() => taken.push(submit())), ...watch.read() }))
    measured.push(...round)
    return round
  }
  const appends = async () => (await submitAll()).map(({ appendMs }) => appendMs)
  const wholes = async () => (await submitAll()).map(({ wholeMs }) => wholeMs)
  const write = (sync: Sync) => () => measured.slice(-SUBMITS).map(({ bytes }) => time(() => bare.write(bytes, sync)))
  const sameBytes = await alternate(ROUNDS, appends, write('fdatasync'))
  // The driver is compiled without fdatasync, so this is what it can reach.
  const sameSync = await alternate(ROUNDS, appends, write('fsync'))
  const leastCommit = await alternate(ROUNDS, appends, () => Array.from({ length: SUBMITS }, () => time(oneCommit.commit)))
  const whole = await alternate(ROUNDS, wholes, () => Array.from({ length: SUBMITS }, () => time(() => bare.write(PAGE_BYTES, 'fdatasync'))))
  const size = `${Math.round(median(measured.map(({ bytes }) => bytes)) / 1024)} KB`
  return [
    { ...toRow(APPEND, sameBytes, `write+fdatasync of the same ${size}`), bound: `<= ${BOUND}x`, verdict: verdictOf(ratioOf(sameBytes) <= BOUND) },
    toRow(APPEND, sameSync, `write+fsync of the same ${size}`),
    toRow(APPEND, leastCommit, 'one-page commit of the same build'),
    toRow(WHOLE, whole, 'write+fdatasync of 4 KB'),
  ]
}

/** Stands at the journal's door: begins when the use case has composed the order, ends when the entry is on disk. */
function createStopwatch(file: string) {
  let startedAt = 0
  let before = 0
  let last = { appendMs: 0, bytes: 0 }
  return {
    read: () => last,
    wrapTaking: (journal: Journal): Journal => ({
      ...journal,
      take: (commandId, name, input, compose) => journal.take(commandId, name, input, (tx) => {
        const composed = compose(tx)
        before = walBytes(file)
        startedAt = performance.now()
        return composed
      }),
    }),
    onAppended: () => {
      const appendMs = performance.now() - startedAt
      const after = walBytes(file)
      // The WAL began anew: everything in it is of this append.
      last = { appendMs, bytes: after > before ? after - before : after }
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
