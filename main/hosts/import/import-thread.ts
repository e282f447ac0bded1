import { setPriority } from 'node:os'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { ErrorCode } from '../../../shared/domain/errors.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { openCacheForImport, TERRAIN_DIRECTORY } from '../../store/desk/cache/open-cache.ts'
import { contextOf, infoOf, manifestOf } from '../../territory/import/prepare-import.ts'
import { runImport } from '../../territory/import/run-import.ts'
import type { FromImport, ImportThreadData } from './import-messages.ts'

/** Reads files into the cache of a running desk, beside it: its window and its calls go on. Asked to pause, it ends after the batch that is under way. */
const port = parentPort
assert(port, 'an import runs in a worker thread')
const say = (message: FromImport) => port.postMessage(message)
const SAY_EVERY_MS = 250
const STORAGE: Readonly<Record<string, ErrorCode>> = { SQLITE_FULL: 'storage-full', SQLITE_READONLY: 'storage-read-only', SQLITE_BUSY: 'storage-busy' }

class Pausing extends Error {}
let isPausing = false
port.on('message', () => (isPausing = true))
beKind()
try {
  await bring(workerData as ImportThreadData)
} catch (error) {
  if (error instanceof Pausing) say({ kind: 'paused' })
  else say({ kind: 'broken', error: { code: STORAGE[String((error as { code?: unknown }).code)] ?? 'internal', details: { reference: 'import' } }, log: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
port.close()

async function bring({ dataDir, key, builtInDirectory, order, files }: ImportThreadData): Promise<void> {
  const manifest = manifestOf(order.territory, builtInDirectory, null)
  const info = typeof manifest === 'string' ? manifest : infoOf(order.territory, manifest, order)
  if (typeof manifest === 'string' || typeof info === 'string') return say({ kind: 'broken', error: { code: 'territory-invalid', details: { problem: String(info) } }, log: String(info) })
  const cache = openCacheForImport({ file: join(dataDir, 'cache.db'), key })
  try {
    const target = cache.territoryImport()
    target.begin(info)
    let latest = { key: '', saidAt: 0, rows: 0 }
    const commit: typeof target.commit = (batch) => {
      latest = { ...latest, key: batch.key }
      return target.commit(batch)
    }
    const reports = await runImport(files, {
      target: { ...target, commit }, context: contextOf(manifest, target.reference(), order), terrainDir: join(dataDir, TERRAIN_DIRECTORY),
      onProgress: ({ path, line, offset, bytes }) => {
        if (isPausing) throw new Pausing()
        const now = performance.now()
        if (now - latest.saidAt < SAY_EVERY_MS) return
        const { written, known, refused } = target.checkpoint(latest.key) ?? { written: 0, known: 0, refused: 0 }
        const rows = written + known + refused
        const rowsPerSecond = latest.saidAt === 0 || rows < latest.rows ? 0 : Math.round(((rows - latest.rows) * 1000) / (now - latest.saidAt))
        latest = { ...latest, saidAt: now, rows }
        say({ kind: 'progress', path, line, offset, bytes, written, known, refused, rowsPerSecond })
      },
    })
    say({ kind: 'done', reports })
  } finally {
    cache.close()
  }
}

/** On Linux a thread may step back alone; elsewhere the whole desk would. */
function beKind(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, 10)
  } catch {
    // Not allowed here; it runs as it is.
  }
}
