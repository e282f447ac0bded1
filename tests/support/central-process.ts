import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { CentralLocation } from '../../main/hosts/console-handle.ts'
import { createHttpCentralClient } from '../../main/platform/central-client/http-client.ts'
import type { CentralClient } from '../../shared/contract/central/wire.ts'

const CENTRAL = join(import.meta.dirname, '../../main/hosts/launch/central.ts')
const TOKEN = 'integration-desk-token-of-32-chars'

export type CentralProcess = {
  readonly port: number
  readonly directory: string
  readonly location: Extract<CentralLocation, { readonly kind: 'http' }>
  /** A second client, past every desk. */
  readonly client: CentralClient
  /** SIGKILL by default: a power failure. */
  readonly end: (signal?: NodeJS.Signals) => Promise<void>
}

/** Runs a central of its own over `directory`, with the practice territory. `port` 0: any. Rejects with what it said when it ends instead. */
export async function startCentralProcess(directory: string, port = 0): Promise<CentralProcess> {
  const child = spawn(process.execPath, [CENTRAL, '--data', directory, '--port', String(port), '--token', TOKEN], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`central ended with ${code}: ${said}`)))
  })
  return {
    port: Number(new URL(url).port),
    directory,
    location: { kind: 'http', url, token: TOKEN },
    client: createHttpCentralClient({ baseUrl: url, token: TOKEN, timeoutMs: 5_000, network: { isUp: () => true } }),
    end: async (signal = 'SIGKILL') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await ended
    },
  }
}
