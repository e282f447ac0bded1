import { basename, dirname, resolve } from 'node:path'
import type { ConsoleEvent } from '../../../shared/contract/console/contract.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { refusalsCsv } from '../../../shared/domain/import-job.ts'
import type { ImportedFile, ImportJob, ImportKind, ImportOrder, RefusedLine } from '../../../shared/domain/import-job.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { KeySource } from '../../platform/keys.ts'
import type { Handler } from '../context.ts'
import type { BroughtFiles } from '../files/files.ts'

export type ImportProgress = Pick<ImportedFile, 'path' | 'line' | 'offset' | 'bytes' | 'written' | 'known' | 'refused'> & { readonly rowsPerSecond: number }
type Report = Pick<ImportedFile, 'kind' | 'path' | 'key' | 'written' | 'known' | 'refused' | 'resumedAt' | 'before' | 'failed'> & { readonly lines?: readonly RefusedLine[] }
export type ImportEnd = { readonly kind: 'done'; readonly reports: readonly Report[] } | { readonly kind: 'paused' } | { readonly kind: 'broken'; readonly error: AppError; readonly log: string }
export type ImportRun = { readonly pause: () => void; readonly exited: Promise<void> }
export type StartImport = (order: ImportOrder, files: readonly { readonly kind: ImportKind; readonly path: string }[], listener: { readonly onProgress: (progress: ImportProgress) => void; readonly onEnd: (end: ImportEnd) => void }) => ImportRun

export type ImportJobDeps = {
  readonly settings: { readonly get: (name: string) => string | null; readonly set: (name: string, value: string) => void }
  readonly start: StartImport
  /** A sentence when such an import makes no sense. */
  readonly refusalOf: (order: ImportOrder) => string | null
  readonly files: BroughtFiles & { readonly keepOnly: (paths: ReadonlySet<string>) => void }
  readonly keySource: KeySource
  readonly clock: Clock
  readonly ids: { readonly next: () => string }
  readonly emit: (event: ConsoleEvent) => void
  readonly territory: () => { readonly name: string; readonly title: string } | null
  readonly refusals: (key: string, limit: number) => readonly RefusedLine[]
  readonly placesChanged: () => void
  /** Writes a report beside the desk's data and says where. */
  readonly saveReport: (name: string, text: string) => string
  readonly warn: (line: Readonly<Record<string, unknown>>) => void
}
export type ImportJobs = ReturnType<typeof createImportJobs>

const SETTING = 'importJob'
const REFUSALS_SAVED = 10_000
const NEW_FILE = { key: '', line: 0, offset: 0, bytes: 0, written: 0, known: 0, refused: 0, resumedAt: 0, before: false, failed: null, lines: [] }
const MOVING: ReadonlySet<ImportJob['state']> = new Set(['running', 'pausing', 'cancelling'])
const CAN_GO_ON: ReadonlySet<ImportJob['state']> = new Set(['paused', 'brokenOff'])

/**
 * One import at a time. The job is written down whenever its state changes, its rows with the place where they end: a desk that is killed finds
 * it broken off and goes on there. Pausing and cancelling wait for the batch under way; what came in stays in both.
 */
export function createImportJobs(deps: ImportJobDeps) {
  let job: ImportJob | null = null
  let run: ImportRun | null = null
  let since = 0
  let hasRows = false

  const keep = (next: ImportJob): void => {
    const isChange = next.state !== job?.state || next.importId !== job.importId
    job = next
    if (isChange) deps.settings.set(SETTING, JSON.stringify(next))
    deps.emit({ name: 'import.changed' })
  }
  const active = (): number => (run ? deps.clock.now() - since : 0)
  const go = (next: ImportJob): void => {
    since = deps.clock.now()
    keep({ ...next, state: 'running', problem: null, endedAt: null })
    hasRows = false
    run = deps.start(next, next.files, { onProgress, onEnd })
  }
  // Field by field: what comes from a thread may have more members than these.
  const onProgress = ({ rowsPerSecond, path, line, offset, bytes, written, known, refused }: ImportProgress): void => {
    if (!job) return
    let isBefore = true
    const files = job.files.map((file): ImportedFile => {
      if (file.path === path) {
        isBefore = false
        return { ...file, line, offset, bytes, written, known, refused, state: 'running' }
      }
      return isBefore && file.state === 'running' ? { ...file, state: 'done' } : file
    })
    keep({ ...job, files, rowsPerSecond })
    // What was made ready before the import knows none of its rows: it would go on naming houses that may be gone.
    if (!hasRows) deps.placesChanged()
    hasRows = true
  }
  const onEnd = (end: ImportEnd): void => {
    if (!job) return
    const ended = { ...job, activeMs: job.activeMs + active(), endedAt: deps.clock.now(), rowsPerSecond: 0 }
    run = null
    if (end.kind === 'broken') {
      deps.warn({ useCase: 'territory.import', outcome: end.error.code, problem: end.log })
      keep({ ...ended, state: job.state === 'cancelling' ? 'cancelled' : 'brokenOff', problem: end.error })
    } else if (end.kind === 'paused') keep({ ...ended, state: job.state === 'cancelling' ? 'cancelled' : 'paused' })
    else keep({ ...ended, state: 'done', files: job.files.map((file) => withReport(file, end.reports)) })
    if (job.state === 'done' || job.state === 'cancelled') putAway(job)
    deps.placesChanged()
    deps.emit({ name: 'desk.changed' })
  }
  const putAway = ({ files }: ImportJob): void => {
    for (const { fileId } of files) if (fileId !== null) deps.files.drop(fileId)
  }

  const start: Handler<'territory.import'> = (order) => {
    if (job && MOVING.has(job.state)) return err(appError('import-running'))
    if (order.isLive && deps.keySource === 'demoFile') return err(appError('secret-store-required', { territory: order.territory }))
    const files: ImportedFile[] = []
    for (const { kind, fileId, path } of order.files) {
      const brought = fileId === null ? resolve(path ?? '') : deps.files.pathOf(fileId)
      if (brought === null) return err(appError('file-unknown'))
      // Tiles of the ground are taken by the directory: each that was brought lies in one of its own.
      files.push({ ...NEW_FILE, kind, name: basename(brought), path: kind === 'terrain' && fileId !== null ? dirname(brought) : brought, fileId, state: 'waiting' })
    }
    const next = { ...order, importId: deps.ids.next(), state: 'running' as const, startedAt: deps.clock.now(), endedAt: null, activeMs: 0, rowsPerSecond: 0, files: inOrder(files), problem: null }
    const refusal = deps.refusalOf(next)
    if (refusal !== null) return err(appError('territory-invalid', { problem: refusal }))
    if (job) putAway(job)
    go(next)
    return ok({ importId: next.importId })
  }
  const control: Handler<'territory.importControl'> = ({ importId, verb }) => {
    if (!job || job.importId !== importId) return err(appError('import-unknown'))
    if (verb === 'resume') {
      if (CAN_GO_ON.has(job.state)) go(job)
      else if (job.state !== 'running') return err(appError('import-ended'))
    } else if (MOVING.has(job.state)) {
      keep({ ...job, state: verb === 'cancel' ? 'cancelling' : job.state === 'cancelling' ? 'cancelling' : 'pausing' })
      run?.pause()
    } else if (verb === 'cancel' && CAN_GO_ON.has(job.state)) {
      keep({ ...job, state: 'cancelled', endedAt: deps.clock.now() })
      putAway(job)
    } else if (verb === 'cancel' || job.state !== 'paused') return err(appError('import-ended'))
    return ok({ state: job.state })
  }
  const state: Handler<'territory.importState'> = () => {
    const territory = deps.territory()
    return ok({ job: job && { ...job, activeMs: job.activeMs + active() }, territory: territory && { name: territory.name, title: territory.title } })
  }
  const refusals: Handler<'territory.importRefusals'> = ({ importId, file, limit }) => {
    const known = job?.importId === importId ? job.files[file] : undefined
    if (!known) return err(appError('import-unknown'))
    const lines = known.lines.length > 0 ? known.lines.slice(0, limit) : known.key === '' ? [] : deps.refusals(known.key, limit)
    return ok({ name: known.name, refused: known.refused, lines: [...lines] })
  }
  const saveRefusals: Handler<'territory.saveRefusals'> = async ({ importId, file }, ctx) => {
    const found = await refusals({ importId, file, limit: REFUSALS_SAVED }, ctx)
    return found.ok ? ok({ path: deps.saveReport(`${found.value.name}.refused.csv`, refusalsCsv(found.value.name, found.value.lines)) }) : found
  }
  return {
    start, control, state, refusals, saveRefusals,
    /** It runs, or may go on: what is on the desk is not yet what was meant. */
    isOpen: (): boolean => job !== null && (MOVING.has(job.state) || CAN_GO_ON.has(job.state)),
    /** Finds what the desk was doing when it ended, and takes away files that nobody uses any more. */
    open: (): void => {
      const kept = deps.settings.get(SETTING)
      const found = kept === null ? null : (JSON.parse(kept) as ImportJob)
      job = found && MOVING.has(found.state) ? { ...found, state: found.state === 'cancelling' ? 'cancelled' : 'brokenOff' } : found
      const isNeeded = job !== null && CAN_GO_ON.has(job.state)
      deps.files.keepOnly(new Set(isNeeded ? job!.files.flatMap(({ fileId }) => (fileId === null ? [] : [deps.files.pathOf(fileId) ?? ''])) : []))
    },
    /** The desk ends: the batch under way is finished, and the next start goes on. */
    stop: async (): Promise<void> => {
      run?.pause()
      await run?.exited
    },
  }
}

/** As the import takes them: addresses before what is said about them. */
const ORDER: readonly ImportKind[] = ['addresses', 'plant', 'radio', 'terrain', 'answers', 'offers']
const inOrder = (files: readonly ImportedFile[]): readonly ImportedFile[] => files.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))

function withReport(file: ImportedFile, reports: readonly Report[]): ImportedFile {
  const report = reports.find((one) => one.path === file.path && one.kind === file.kind)
  if (!report) return { ...file, state: 'done' }
  const { key, written, known, refused, resumedAt, before, failed, lines } = report
  return { ...file, key, written, known, refused, resumedAt, before, failed, lines: lines ?? [], state: failed === null ? 'done' : 'failed', offset: file.bytes, line: Math.max(file.line, written + known + refused) }
}
