import { runDesk, type LaunchDeps } from './run-desk.ts'

/**
 * Runs a desk as this process: command line in, exit code out. The first Ctrl-C (or SIGTERM, or a closed terminal) ends everything
 * that was started; a second one does not wait for it.
 */
export async function runUntilStopped(deps: Pick<LaunchDeps, 'root' | 'startConsole'>): Promise<void> {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(130)
      stop.abort()
    })
  }
  const print = (line: string) => { process.stdout.write(`${line}\n`) }
  const build = async (root: string) => (await import('./build.ts')).buildDesk(root)
  // Exits by force at the end: an open browser connection or a parked thread must not keep a stopped desk alive.
  process.exit(await runDesk(process.argv.slice(2), { ...deps, build, print }, stop.signal))
}
