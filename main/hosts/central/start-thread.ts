import type { MessagePort } from 'node:worker_threads'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { RawKey } from '../../store/sql/open.ts'

export type CentralThreadData = { readonly file: string; readonly key: RawKey; readonly logFile: string; readonly port: unknown }
export type CentralThreadNews = { readonly kind: 'ready' } | { readonly kind: 'refused'; readonly error: AppError }

/** A central running beside the desk. `port` goes to the desk's thread, which speaks to it with `createPortCentralClient`. */
export type EmbeddedCentral = { readonly port: MessagePort; readonly close: () => Promise<void> }
export type EmbeddedCentralOptions = {
  readonly file: string
  readonly key: RawKey
  readonly logFile: string
  /** Where the thread's code is, when a build has moved it. */
  readonly threadFile?: URL
}

/**
 * Starts central in a thread of this process. Errors: `central-older` when the file was written by a newer central; rejects when the
 * thread dies before it is ready (wrong key, damaged file).
 */
export function startCentralThread(options: EmbeddedCentralOptions): Promise<Result<EmbeddedCentral, AppError>> {
  const { port1, port2 } = new MessageChannel()
  const workerData: CentralThreadData = { file: options.file, key: options.key, logFile: options.logFile, port: port2 }
  const worker = new Worker(options.threadFile ?? new URL('./central-thread.ts', import.meta.url), { workerData, transferList: [port2] })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (news: CentralThreadNews) => {
      worker.off('error', reject)
      if (news.kind === 'ready') return resolve(ok({ port: port1, close: () => closeThread(worker) }))
      void worker.terminate().then(() => resolve(err(news.error)))
    })
  })
}

function closeThread(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve())
    worker.postMessage('close')
  })
}
