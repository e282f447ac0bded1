import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(import.meta.dirname, '../..')
const START = join(ROOT, 'main/hosts/launch/start.ts')

export type DeskProcess = AsyncDisposable & {
  /** The link as the desk printed it; it opens one browser. */
  readonly link: string
  readonly dataDir: string
  readonly pid: number
  /** Everything printed so far. */
  readonly lines: readonly string[]
  /** Ends the desk as Ctrl-C does and answers its exit code. The data stays until it is disposed of. */
  readonly stop: () => Promise<number | null>
}

/** Starts a whole desk as `npm start` does, on the loopback host over `dataDir` (default: an empty one, thrown away at the end). Errors: rejects with what it printed when it ends before its link. */
export async function startDeskProcess(options: { readonly dataDir?: string; readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {}): Promise<DeskProcess> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'lastmile-desk-'))
  const child = spawn(process.execPath, [START, '--host', 'loopback', '--port', '0', `--data=${dataDir}`, ...(options.args ?? [])], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, CI: 'true', ...options.env },
  })
  const lines: string[] = []
  const link = await readLink(child, lines)
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const stop = async () => {
    child.kill('SIGINT')
    return ended
  }
  return {
    link, dataDir, pid: child.pid ?? 0, lines, stop,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) await stop()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function readLink(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        const link = /^Open (http\S+)/.exec(line)?.[1]
        if (link) resolve(link)
      })
    }
    child.once('close', (code) => reject(new Error(`the desk ended with ${code} before its link:\n${lines.join('\n')}`)))
  })
}
