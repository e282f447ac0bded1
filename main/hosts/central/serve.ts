import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createCentral } from '../../central/central.ts'
import { createCentralServer } from '../../central/http/server.ts'
import { holdDirectory } from '../../platform/holder.ts'
import { createFileLog } from '../../platform/log.ts'
import { systemClock, systemIds } from '../../platform/system.ts'
import { openCentralStore } from '../../store/central/open-central-store.ts'
import { publishTerritory } from './publish-territory.ts'
import { fileSecret } from './secrets.ts'

export type ServeOptions = {
  readonly directory: string
  /** 0: any free port. */
  readonly port: number
  /** Given by the administrator; otherwise kept in the directory. */
  readonly token?: string
  readonly territory: string
}
export type ServedAt = { readonly url: string; readonly tokenFile: string | null; readonly territory: 'published' | 'present' | 'absent'; readonly close: () => Promise<void> }

/**
 * Runs central alone: SQLite in `directory`, HTTP on 127.0.0.1 only. Errors: throws with a sentence for the person who started it (the
 * directory is in use, the file is newer, the territory is not valid, the port is taken); nothing is left running then.
 */
export async function serveCentral(options: ServeOptions): Promise<ServedAt> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 })
  const held = holdDirectory(options.directory, { pid: process.pid, startedAt: new Date(systemClock.now()).toISOString() })
  if (held.kind === 'held') throw new Error(`this directory is in use by ${held.by}`)
  const undo: (() => unknown)[] = [held.release]
  const close = async () => {
    for (const step of undo.splice(0).toReversed()) await step()
  }
  try {
    return { ...(await start(options, undo)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function start(options: ServeOptions, undo: (() => unknown)[]): Promise<Omit<ServedAt, 'close'>> {
  const store = openCentralStore({ file: join(options.directory, 'central.db'), key: fileSecret(join(options.directory, 'central-key')) })
  if (!store.ok) throw new Error('the data in this directory was written by a newer central; update this one')
  undo.push(store.value.close)
  const central = createCentral({ store: store.value, clock: systemClock, ids: systemIds, log: createFileLog(join(options.directory, 'central.log')) })
  const territory = await publishTerritory(central, options.territory)
  if (typeof territory !== 'string') throw new Error(`the territory's catalog was refused: ${territory.ok ? '' : JSON.stringify(territory.error)}`)

  const tokenFile = options.token === undefined ? join(options.directory, 'central-token') : null
  const server = createCentralServer(central, { token: options.token ?? fileSecret(join(options.directory, 'central-token')) })
  undo.push(() => server.close())
  const url = await server.listen({ host: '127.0.0.1', port: options.port })
  return { url, tokenFile, territory }
}
