import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type ElectronRuntime = { readonly kind: 'present'; readonly executable: string } | { readonly kind: 'absent'; readonly why: string }

/**
 * Electron's executable, fetched by the package's own installer when it is not here yet. `waitMs`: then the attempt is ended, for a
 * machine without a way out must not hang. ELECTRON_OVERRIDE_DIST_PATH names a runtime of one's own, as the electron package has it.
 */
export async function findElectronRuntime(options: { readonly packageDir: string; readonly waitMs: number; readonly env: Readonly<Record<string, string | undefined>> }): Promise<ElectronRuntime> {
  const present = locate(options)
  if (present) return { kind: 'present', executable: present }
  if (!existsSync(join(options.packageDir, 'install.js'))) return { kind: 'absent', why: 'the electron package is not installed' }
  const failure = await runInstaller(options)
  const arrived = locate(options)
  return arrived ? { kind: 'present', executable: arrived } : { kind: 'absent', why: failure ?? 'its installer brought nothing' }
}

type Place = { readonly packageDir: string; readonly env: Readonly<Record<string, string | undefined>> }

function locate({ packageDir, env }: Place): string | null {
  const note = join(packageDir, 'path.txt')
  const name = existsSync(note) ? readFileSync(note, 'utf8') : 'electron'
  const executable = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageDir, 'dist'), name)
  return existsSync(executable) ? executable : null
}

/** Null when the installer ended well, else why not. */
function runInstaller(options: { readonly packageDir: string; readonly waitMs: number }): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(options.packageDir, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    let isLate = false
    child.stderr.on('data', (data: Buffer) => { errors += data.toString('utf8') })
    const timer = setTimeout(() => { isLate = true; child.kill('SIGKILL') }, options.waitMs)
    child.on('close', (code) => {
      clearTimeout(timer)
      if (isLate) return resolve(`its download took longer than ${options.waitMs / 1000} s`)
      const [reason = ''] = errors.trim().split('\n')
      resolve(code === 0 ? null : `its download failed: ${reason.replace(/^\w*Error: /, '')}`)
    })
  })
}
