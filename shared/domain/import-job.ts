import type { AppError } from './errors.ts'

export const IMPORT_KINDS = ['addresses', 'plant', 'radio', 'terrain', 'answers', 'offers'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]
/** `brokenOff`: the desk ended, or met something, while it ran; what was kept is kept and it goes on from there. */
export type ImportState = 'running' | 'pausing' | 'paused' | 'brokenOff' | 'cancelling' | 'cancelled' | 'done'
export type RefusedLine = { readonly line: number; readonly reason: string }

/** How far one file is. `offset` and `bytes`: 0 where its length says nothing. `before`: it had been imported already. `failed`: nothing of it could be read, in words. `lines`: refusals that are kept nowhere else. */
export type ImportedFile = {
  readonly kind: ImportKind; readonly name: string; readonly path: string; readonly fileId: string | null; readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly key: string; readonly line: number; readonly offset: number; readonly bytes: number; readonly written: number; readonly known: number; readonly refused: number
  readonly resumedAt: number; readonly before: boolean; readonly failed: string | null; readonly lines: readonly RefusedLine[]
}
/** What is to be imported and how its words are meant; null where nobody said. */
export type ImportOrder = {
  readonly importId: string; readonly territory: string; readonly title: string | null; readonly city: string | null; readonly region: string | null; readonly zone: string | null
  readonly provider: string | null; readonly dropLimitM: number | null; readonly isLive: boolean
}
/** `activeMs`: how long it ran, pauses left out. */
export type ImportJob = ImportOrder & { readonly state: ImportState; readonly startedAt: number; readonly endedAt: number | null; readonly activeMs: number; readonly rowsPerSecond: number; readonly files: readonly ImportedFile[]; readonly problem: AppError | null }

/** How far the imported territory is on its way to central. `revision`: of what is in force, once it is. `problem`: why it is not. */
export type TerritoryPublication = { readonly commandId: string; readonly title: string; readonly state: 'running' | 'done' | 'refused'; readonly part: number; readonly parts: number; readonly revision: string | null; readonly problem: AppError | null }

/** Refused lines as a table for other programs. A reason that a spreadsheet could take for a formula is told apart from one. */
export function refusalsCsv(name: string, lines: readonly { readonly line: number; readonly reason: string }[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  return ['file,line,reason', ...lines.map(({ line, reason }) => `${cell(name)},${line},${cell(reason)}`), ''].join('\r\n')
}
