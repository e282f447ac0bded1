import { Worker } from 'node:worker_threads'
import type { StartImport } from '../../console/territory/import-jobs.ts'
import { entryUrl } from '../../platform/entry.ts'
import type { RawKey } from '../../store/sql/open.ts'
import type { FromImport, ImportThreadData, ToImport } from './import-messages.ts'

/** Starts imports in threads of their own. A thread that ends without a word is told as broken. */
export const createStartImport = (desk: { readonly dataDir: string; readonly key: RawKey; readonly builtInDirectory: string }): StartImport => (order, files, listener) => {
  const workerData: ImportThreadData = { ...desk, order, files: files.map(({ kind, path }) => ({ kind, path })) }
  const thread = new Worker(entryUrl('import-thread'), { workerData })
  let hasEnded = false
  const end = (how: Exclude<FromImport, { kind: 'progress' }>) => {
    if (hasEnded) return
    hasEnded = true
    listener.onEnd(how)
  }
  thread.on('message', (message: FromImport) => (message.kind === 'progress' ? listener.onProgress(message) : end(message)))
  thread.on('error', (error) => end({ kind: 'broken', error: { code: 'internal', details: { reference: 'import' } }, log: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
  thread.on('exit', () => end({ kind: 'broken', error: { code: 'internal', details: { reference: 'import' } }, log: 'the thread ended without a word' }))
  return { pause: () => thread.postMessage('pause' satisfies ToImport), exited: new Promise<void>((resolve) => thread.once('exit', () => resolve())) }
}
