import { join } from 'node:path'
import { assert } from '../../../shared/kernel/result.ts'
import { makeBenchDirectory, openBareFile, walBytes } from '../support/disk.ts'
import { openBenchDesk } from '../support/bench-desk.ts'
import type { Pair } from '../support/measure.ts'
import { alternate, median, oursOf, peerOf, ratioOf, time } from '../support/measure.ts'
import { openOnePageCommit } from '../support/one-page-commit.ts'
import { formatMs, formatRatio, skippedRow, verdictOf } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const NAME = 'submit, durable'
const ROUNDS = 15
const SUBMITS = 20
const BOUND = 1.5
const PAGE_BYTES = 4_096

/** Taking an order against a bare write of the same bytes with fdatasync, and against one page. */
export async function journalSubmitRows(): Promise<readonly Row[]> {
  using directory = makeBenchDirectory()
  if (!directory.isOnDisk) return [skippedRow(NAME, 'the checkout is on a file system in memory')]
  const taken: string[] = []
  const grown: number[] = []
  const rows = await measure(directory.path, taken, grown)
  checkTaken(directory.path, taken)
  return rows
}

async function measure(directory: string, taken: string[], grown: number[]): Promise<readonly Row[]> {
  using desk = openBenchDesk(directory)
  using bare = openBareFile(directory)
  using oneCommit = openOnePageCommit(directory)
  const file = join(directory, 'journal.db')
  const submitAll = async () => {
    const submits = []
    for (let i = 0; i < SUBMITS; i++) submits.push(await desk.prepareSubmit())
    return submits.map((submit) => {
      const before = walBytes(file)
      const ms = time(() => taken.push(submit()))
      const after = walBytes(file)
      // The WAL began anew: everything in it is of this submit.
      grown.push(after > before ? after - before : after)
      return ms
    })
  }
  const lastBytes = () => grown.slice(-SUBMITS)
  const sameBytes = await alternate(ROUNDS, submitAll, () => lastBytes().map((bytes) => time(() => bare.write(bytes, 'fdatasync'))))
  // The driver is compiled without fdatasync, so this is what it can reach.
  const sameSync = await alternate(ROUNDS, submitAll, () => lastBytes().map((bytes) => time(() => bare.write(bytes, 'fsync'))))
  const onePage = await alternate(ROUNDS, submitAll, () => lastBytes().map(() => time(() => bare.write(PAGE_BYTES, 'fdatasync'))))
  const leastCommit = await alternate(ROUNDS, submitAll, () => lastBytes().map(() => time(oneCommit.commit)))
  const size = `${Math.round(median(grown) / 1024)} KB`
  return [
    { ...toRow(sameBytes, `write+fdatasync of the same ${size}`), bound: `<= ${BOUND}x`, verdict: verdictOf(ratioOf(sameBytes) <= BOUND) },
    toRow(sameSync, `write+fsync of the same ${size}`),
    toRow(onePage, 'write+fdatasync of 4 KB'),
    toRow(leastCommit, 'one-page commit of the same build'),
  ]
}

const toRow = (pairs: readonly Pair[], peer: string): Row => ({
  name: NAME, ours: formatMs(median(oursOf(pairs))), peer: `${formatMs(median(peerOf(pairs)))} ${peer}`, ratio: formatRatio(ratioOf(pairs)), bound: 'none', verdict: 'reported',
})

/** What was answered is in the file: every order once, and no other. */
function checkTaken(directory: string, taken: readonly string[]): void {
  using desk = openBenchDesk(directory)
  assert([...desk.journal.saga.activeOrderIds()].join() === [...taken].sort().join(), 'the journal has the orders that were answered')
}
