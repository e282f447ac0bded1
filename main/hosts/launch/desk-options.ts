import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CentralLocation } from '../console-handle.ts'

export type HostName = 'electron' | 'loopback' | 'headless'
export type DeskOptions = {
  /** Null: the launcher chooses. */
  readonly host: HostName | null
  readonly dataDir: string
  /** Loopback's port; 0 takes a free one. */
  readonly port: number
  readonly central: CentralLocation
  readonly sandboxProviders: boolean
  readonly help: boolean
}

export const USAGE = `Lastmile Desk

  npm start -- [options]

  --host electron|loopback|headless   where the console is shown (default: a window where one is possible, else your browser)
  --data DIR                          where this desk keeps its files
  --port N                            port of the loopback host (default: a free one)
  --central URL                       a central of its own, with its token in --central-token-file FILE or LASTMILE_CENTRAL_TOKEN
  --no-sandbox-providers              do not start the practice providers
  --help                              this text
`

/**
 * Reads the options of a desk from its command line and environment. `appData`: the platform's directory for application data.
 * Unknown switches are ignored when they are not ours (Electron and Chromium have theirs).
 * Errors: throws an Error whose message is a sentence for the person.
 */
export function readDeskOptions(source: { readonly argv: readonly string[]; readonly env: Readonly<Record<string, string | undefined>>; readonly appData: string }): DeskOptions {
  const { values } = parseArgs({
    args: [...source.argv], strict: false, allowPositionals: true,
    options: {
      host: { type: 'string' }, data: { type: 'string' }, port: { type: 'string' }, central: { type: 'string' },
      'central-token-file': { type: 'string' }, 'no-sandbox-providers': { type: 'boolean' }, help: { type: 'boolean' },
    },
  })
  return {
    host: readHost(values.host),
    dataDir: typeof values.data === 'string' ? resolve(values.data) : join(source.appData, 'LastmileDesk'),
    port: readPort(values.port),
    central: readCentral({ url: values.central, tokenFile: values['central-token-file'], env: source.env }),
    sandboxProviders: values['no-sandbox-providers'] !== true,
    help: values.help === true,
  }
}

/** Writes options back as a command line, for the host that runs as another process. The token goes by the environment: a command line is readable by everyone. */
export const writeDeskOptions = (options: DeskOptions): { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> } => ({
  args: [
    `--data=${options.dataDir}`,
    ...(options.central.kind === 'http' ? [`--central=${options.central.url}`] : []),
    ...(options.sandboxProviders ? [] : ['--no-sandbox-providers']),
  ],
  env: options.central.kind === 'http' ? { LASTMILE_CENTRAL_TOKEN: options.central.token } : {},
})

/** The platform's directory for application data. Source: XDG base directory specification, Windows known folders. */
export function findAppData(machine: { readonly platform: string; readonly home: string; readonly env: Readonly<Record<string, string | undefined>> }): string {
  if (machine.platform === 'win32') return machine.env.APPDATA ?? join(machine.home, 'AppData', 'Roaming')
  if (machine.platform === 'darwin') return join(machine.home, 'Library', 'Application Support')
  return machine.env.XDG_DATA_HOME || join(machine.home, '.local', 'share')
}

function readHost(value: unknown): HostName | null {
  if (value === undefined) return null
  if (value === 'electron' || value === 'loopback' || value === 'headless') return value
  throw new Error(`--host is electron, loopback or headless, not "${String(value)}".`)
}

function readPort(value: unknown): number {
  if (value === undefined) return 0
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : NaN
  if (port <= 65_535) return port
  throw new Error(`--port is a number up to 65535, not "${String(value)}".`)
}

function readCentral(given: { readonly url: unknown; readonly tokenFile: unknown; readonly env: Readonly<Record<string, string | undefined>> }): CentralLocation {
  if (given.url === undefined) return { kind: 'embedded' }
  if (typeof given.url !== 'string' || !URL.canParse(given.url) || !/^https?:$/.test(new URL(given.url).protocol)) throw new Error(`--central is an http or https address, not "${String(given.url)}".`)
  const token = typeof given.tokenFile === 'string' ? readFileSync(given.tokenFile, 'utf8').trim() : given.env.LASTMILE_CENTRAL_TOKEN
  if (!token) throw new Error('A central of its own needs its token: --central-token-file FILE or LASTMILE_CENTRAL_TOKEN.')
  return { kind: 'http', url: given.url, token }
}
