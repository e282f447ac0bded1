import type { SagaChange, SagaRecord, StepRecord } from '../../../main/provisioning/runner/ports.ts'
import { answerChange, intentChange } from '../../../main/provisioning/runner/transitions.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { unwrap } from '../../support/fake-desk.ts'
import { START } from '../../support/signup-fixtures.ts'
import type { BenchDesk } from '../support/bench-desk.ts'
import { openBenchDesk } from '../support/bench-desk.ts'
import type { BareFile } from '../support/disk.ts'
import { makeBenchDirectory, openBareFile } from '../support/disk.ts'
import type { Pair } from '../support/measure.ts'
import { alternate, median, oursOf, peerOf, ratioOf, time } from '../support/measure.ts'
import type { OnePageCommit } from '../support/one-page-commit.ts'
import { openOnePageCommit } from '../support/one-page-commit.ts'
import { formatMs, formatRatio, skippedRow, verdictOf } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const ROUNDS = 15
const ORDERS_A_ROUND = 3
const BOUND = 1.4
const PAGE_BYTES = 4_096
const COMMITS_A_ROUND = 48
const ONE_PAGE = 'one-page commit of the same build'
const REQUEST = { place: 'bench', offeringId: 'elk-internet-15', serviceKind: 'access' }
const ANSWER = { kind: 'done', details: { localCustomerId: 'ELK-000417', port: 'CHY-07 slot 1 port 22' } } as const
type Half = 'intent' | 'answer'

/** Both durable changes of a saga's step, as the runner makes them, against one page written bare with fdatasync. */
export async function sagaStepRows(): Promise<readonly Row[]> {
  using directory = makeBenchDirectory()
  if (!directory.isOnDisk) return [skippedRow('saga step', 'the checkout is on a file system in memory')]
  using desk = openBenchDesk(directory.path)
  using bare = openBareFile(directory.path)
  using onePage = openOnePageCommit(directory.path)
  const rows: Row[] = []
  for (const half of ['intent', 'answer'] as const) {
    const pairs = await measureHalf({ desk, half, peer: () => bare.write(PAGE_BYTES, 'fdatasync') })
    rows.push({ ...toRow(half, 'write+fdatasync of 4 KB', pairs), bound: `<= ${BOUND}x`, verdict: verdictOf(ratioOf(pairs) <= BOUND) })
    // The driver is compiled without fdatasync, so this is what it can reach.
    rows.push(toRow(half, 'write+fsync of 4 KB', await measureHalf({ desk, half, peer: () => bare.write(PAGE_BYTES, 'fsync') })))
    rows.push(toRow(half, ONE_PAGE, await measureHalf({ desk, half, peer: onePage.commit })))
  }
  return [...rows, await onePageRow(onePage, bare)]
}

/** What of the bound the build itself takes: no durable change can be cheaper than this. */
async function onePageRow(onePage: OnePageCommit, bare: BareFile): Promise<Row> {
  const times = (work: () => void) => () => Array.from({ length: COMMITS_A_ROUND }, () => time(work))
  const pairs = await alternate(ROUNDS, times(onePage.commit), times(() => bare.write(PAGE_BYTES, 'fdatasync')))
  return { ...toRow('intent', 'write+fdatasync of 4 KB', pairs), name: ONE_PAGE }
}

/** The other half is made too, but not timed. */
async function measureHalf({ desk, half, peer }: { readonly desk: BenchDesk; readonly half: Half; readonly peer: () => void }): Promise<readonly Pair[]> {
  const walkOrders = async () => {
    const times: number[] = []
    for (let i = 0; i < ORDERS_A_ROUND; i++) times.push(...walk(desk, (await desk.prepareSubmit())(), half))
    return times
  }
  const steps = walk(desk, (await desk.prepareSubmit())(), half).length
  return alternate(ROUNDS, walkOrders, () => Array.from({ length: steps * ORDERS_A_ROUND }, () => time(peer)))
}

function walk(desk: BenchDesk, orderId: string, half: Half): readonly number[] {
  const { saga } = desk.journal
  const change = (made: SagaChange): number => time(() => unwrap(saga.change(orderId, made)))
  const read = (): SagaRecord => required(saga.read(orderId))
  const times = read().steps.map(({ id }) => {
    const intentMs = change(intentChange(read(), stepOf(read(), id), REQUEST, START))
    const answerMs = change(answerChange(stepOf(read(), id), ANSWER, START))
    return half === 'intent' ? intentMs : answerMs
  })
  assert(read().steps.every((step) => step.state === 'done' && step.attempts === 1), 'every step was asked once and is done')
  return times
}

const stepOf = (record: SagaRecord, id: string): StepRecord => required(record.steps.find((step) => step.id === id))

function required<T>(value: T | null | undefined): T {
  assert(value !== null && value !== undefined, 'the order and its steps are in the journal')
  return value
}

const toRow = (half: Half, peer: string, pairs: readonly Pair[]): Row => ({
  name: half === 'intent' ? 'saga step, intent' : 'saga step, answer + outbox', ours: formatMs(median(oursOf(pairs))), peer: `${formatMs(median(peerOf(pairs)))} ${peer}`,
  ratio: formatRatio(ratioOf(pairs)), bound: 'none', verdict: 'reported',
})
