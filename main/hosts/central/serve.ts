import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createCentralServer } from '../../central/http/server.ts'
import { holdDirectory } from '../../platform/holder.ts'
import { createFileLog } from '../../platform/log.ts'
import { systemClock } from '../../platform/system.ts'
import { openCentral } from './open-central.ts'
import type { FirstPublication } from './publish-territory.ts'
import { fileSecret } from './secrets.ts'

export type ServeOptions = {
  readonly directory: string
  /** 0: any free port. */
  readonly port: number
  /** Where network access servers send accounting; any free port when it is not said. */
  readonly radiusPort?: number
  /** Given by the administrator; otherwise kept in the directory. */
  readonly token?: string
  readonly territoryDir: string
}
export type ServedAt = { readonly url: string; readonly tokenFile: string | null; readonly territory: FirstPublication; readonly close: () => Promise<void> }

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
  const { directory } = options
  const opened = await openCentral({ file: join(directory, 'central.db'), key: fileSecret(join(directory, 'central-key')), territoryDir: options.territoryDir, log: createFileLog(join(directory, 'central.log')) })
  undo.push(opened.close)
  const tokenFile = options.token === undefined ? join(directory, 'central-token') : null
  const server = createCentralServer(opened.central, { token: options.token ?? fileSecret(join(directory, 'central-token')) })
  undo.push(() => server.close())
  undo.push(await opened.serveUsage({ directory, radiusPort: options.radiusPort ?? 0 }))
  const url = await server.listen({ host: '127.0.0.1', port: options.port })
  return { url, tokenFile, territory: opened.territory }
}
