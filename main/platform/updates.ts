import { appError, type AppError } from '../../shared/domain/errors.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import { createFeedUpdater, type FeedUpdater } from './updates-feed.ts'

export type UpdateQuestion = {
  /** Directory with the channel files of electron-builder's generic provider. Null: this installation has none. */
  readonly feedUrl: string | null
  readonly currentVersion: string
  /** Where electron-updater keeps downloads and its rollout id. */
  readonly cacheDir: string
}
export type UpdateAnswer = { readonly current: string; readonly available: string | null }

/**
 * Asks the feed for a version newer than this one; an older or the same one is none. Downloads nothing, installs nothing.
 * Errors: `update-feed-missing` (no feed set, or no channel file there), `update-refused` (the channel file is malformed), `network-unavailable`.
 */
export async function checkForUpdate(question: UpdateQuestion): Promise<Result<UpdateAnswer, AppError>> {
  const asked = await askFeed(question)
  return asked.ok ? ok({ current: question.currentVersion, available: asked.value.available }) : asked
}

/**
 * Brings the newer version's file into `cacheDir` and answers where it is, or null when there is none to bring.
 * Errors: those of `checkForUpdate`, and `update-refused` when the file is not the one that the channel file describes (sha512).
 */
export async function fetchUpdate(question: UpdateQuestion): Promise<Result<{ readonly file: string } | null, AppError>> {
  const asked = await askFeed(question)
  if (!asked.ok) return asked
  if (asked.value.available === null) return ok(null)
  try {
    const [file] = await asked.value.updater.downloadUpdate()
    return file ? ok({ file }) : err(appError('update-refused', { reason: 'nothing was downloaded' }))
  } catch (error) {
    return err(explain(error))
  }
}

async function askFeed(question: UpdateQuestion): Promise<Result<{ readonly updater: FeedUpdater; readonly available: string | null }, AppError>> {
  if (question.feedUrl === null) return err(appError('update-feed-missing'))
  try {
    const updater = createFeedUpdater({ ...question, feedUrl: question.feedUrl })
    const found = await updater.checkForUpdates()
    return ok({ updater, available: found?.isUpdateAvailable ? found.updateInfo.version : null })
  } catch (error) {
    return err(explain(error))
  }
}

/** Decided from codes, never from words: the library's own, and Node's for a connection that did not come about. */
function explain(error: unknown): AppError {
  const code = String((error as { readonly code?: unknown }).code ?? '')
  if (code === 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND') return appError('update-feed-missing')
  if (code.startsWith('ERR_UPDATER_') || code === 'ERR_CHECKSUM_MISMATCH' || code.startsWith('HTTP_ERROR_4')) return appError('update-refused', { reason: code })
  return appError('network-unavailable', { reason: code })
}
