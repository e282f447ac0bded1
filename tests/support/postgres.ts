import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** Debian keeps PostgreSQL's programs out of the PATH, one folder a version. */
const ROOT = '/usr/lib/postgresql'
const DATABASE = 'bench'
/** One answer at a time over a Unix socket. */
const OPTIONS = ['-c listen_addresses=', '-c jit=off', '-c shared_buffers=1GB', '-c work_mem=64MB', '-c maintenance_work_mem=512MB', '-c max_parallel_workers_per_gather=0']

export type Postgres = {
  readonly version: string
  /** Runs statements by psql and answers what they print, unaligned, columns parted by tabs. */
  readonly run: (sql: string) => string
  /** Copies lines (tab-separated, \N for null) into a table. */
  readonly copy: (into: string, lines: Iterable<string>) => void
  readonly [Symbol.dispose]: () => void
}
export type StartedPostgres = { readonly kind: 'started'; readonly postgres: Postgres } | { readonly kind: 'absent'; readonly why: string }

/**
 * Starts a cluster of its own in a temporary directory, with the extensions named, and removes it when disposed. PostgreSQL refuses root,
 * so root lends it to the user `postgres`. Nothing is shared with a cluster of the machine: own files, no port, own socket.
 */
export function startPostgres(extensions: readonly string[], { isDurable = false }: { /** Where writing is what is measured. */ readonly isDurable?: boolean } = {}): StartedPostgres {
  const bin = findPrograms()
  if (bin === null) return { kind: 'absent', why: 'PostgreSQL is not installed' }
  const missing = extensions.filter((name) => !existsSync(join('/usr/share/postgresql', bin.version, 'extension', `${name}.control`)))
  if (missing.length > 0) return { kind: 'absent', why: `PostgreSQL ${bin.version} is here without ${missing.join(', ')}` }
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-pg-'))
  const owner = ownerOfServer()
  if (owner) chownSync(directory, owner.uid, owner.gid)
  const as = (program: string, args: readonly string[], input?: string): string =>
    execFileSync(join(bin.path, program), args, { ...owner, cwd: directory, input, encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'pipe'] })
  const data = join(directory, 'data')
  const stop = (): void => {
    try {
      as('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
    } finally {
      rmSync(directory, { recursive: true, force: true })
    }
  }
  try {
    as('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'])
    as('pg_ctl', ['-D', data, '-w', '-l', join(directory, 'log'), '-o', `-k ${directory} ${[...OPTIONS, `-c fsync=${isDurable ? 'on' : 'off'}`, '-c max_wal_size=8GB'].join(' ')}`, 'start'])
    as('createdb', ['-h', directory, '-U', 'postgres', DATABASE])
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    return { kind: 'absent', why: `PostgreSQL did not start: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` }
  }
  const psql = ['-h', directory, '-U', 'postgres', '-d', DATABASE, '-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1']
  const run = (sql: string): string => as('psql', psql, sql)
  for (const name of extensions) run(`CREATE EXTENSION ${name}`)
  return {
    kind: 'started',
    postgres: { version: bin.version, run, copy: (into, lines) => void as('psql', psql, `COPY ${into} FROM stdin;\n${[...lines].join('\n')}\n\\.\n`), [Symbol.dispose]: stop },
  }
}

function findPrograms(): { readonly version: string; readonly path: string } | null {
  if (!existsSync(ROOT)) return null
  const version = readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, 'bin/initdb'))).sort((a, b) => Number(b) - Number(a))[0]
  return version === undefined ? null : { version, path: join(ROOT, version, 'bin') }
}

/** Whose rights the server runs with: null where we are not root and may run it ourselves. */
function ownerOfServer(): { readonly uid: number; readonly gid: number } | null {
  if (userInfo().uid !== 0) return null
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}
