import type { ImportedFile, ImportJob, ImportState } from '../../../shared/domain/import-job.ts'
import type { Texts } from '../../../shared/messages/texts.ts'

export const REFUSALS_SHOWN = 200
const MOVING: ReadonlySet<ImportState> = new Set(['running', 'pausing', 'cancelling'])
export const isMoving = (job: ImportJob | null): boolean => job !== null && MOVING.has(job.state)
export const canGoOn = (job: ImportJob | null): boolean => job?.state === 'paused' || job?.state === 'brokenOff'

/** What was read so far, of all files. */
export const rowsOf = (job: ImportJob) => job.files.reduce((sum, { written, known, refused }) => ({ written: sum.written + written, known: sum.known + known, refused: sum.refused + refused }), { written: 0, known: 0, refused: 0 })

/** One sentence for the head of the screen. */
export function importHead(job: ImportJob, { t, tf }: Texts, onDesk: { readonly name: string; readonly title: string } | null = null): string {
  const { written, known, refused } = rowsOf(job)
  return tf('importing', `head.${job.state}`, { title: job.title ?? (onDesk?.name === job.territory ? onDesk.title : job.territory), rows: written + known + refused, perSecond: job.rowsPerSecond, refused, activeMs: job.activeMs }) || t('importing.title')
}

export type FileRow = { readonly name: string; readonly kind: string; readonly state: string; readonly isFailed: boolean; readonly percent: number | null; readonly written: string; readonly known: string; readonly refused: number; readonly note: string | null }
export function fileRow(file: ImportedFile, { t, tf, format }: Texts): FileRow {
  const percent = file.state === 'done' ? 100 : file.bytes > 0 ? Math.floor((file.offset * 100) / file.bytes) : null
  return {
    name: file.name, kind: tf('importing', `kind.${file.kind}`), state: tf('importing', `file.${file.state}`), isFailed: file.state === 'failed', percent, written: format.number(file.written), known: format.number(file.known), refused: file.refused,
    note: file.failed !== null ? t('importing.nothing', { why: file.failed }) : file.before ? t('importing.before') : file.resumedAt > 0 ? t('importing.resumed', { line: file.resumedAt }) : null,
  }
}

export const isTerritoryName = (name: string): boolean => /^[a-z][a-z0-9-]{0,39}$/.test(name.trim())
