import { RUNTIMES } from './runtimes.ts'

/** Says aloud what will not run: a list of dashes is easily overlooked. */
export default function saySkipped(): void {
  for (const { name, executablePath } of RUNTIMES) if (executablePath === null) process.stdout.write(`SKIPPED desktop smoke on ${name}: its runtime or a display is not on this machine\n`)
}
