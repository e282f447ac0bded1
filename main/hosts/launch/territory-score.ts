import { createReadStream, existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readKnown } from '../../territory/score/read-known.ts'
import { scoreFiles } from '../../territory/score/score-files.ts'

export const SCORE_USAGE = `npm run territory -- score --known A.ndjson --ask B.ndjson
                                            estimates B's answers from A's and prints how good that is beside two plain ways`

/** Estimates the asked file from the known one and prints what came of it. */
export async function scoreTerritory(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], strict: false, options: { known: { type: 'string' }, ask: { type: 'string' } } })
  if (typeof values.known !== 'string' || typeof values.ask !== 'string') return say(SCORE_USAGE, 2)
  const files = { known: resolve(values.known), ask: resolve(values.ask) }
  for (const file of Object.values(files)) if (!existsSync(file) || statSync(file).isDirectory()) return say(`There is no file ${file}.`, 1)
  const known = await readKnown(createReadStream(files.known) as AsyncIterable<Buffer>, null)
  const asked = await readKnown(createReadStream(files.ask) as AsyncIterable<Buffer>, known.origin)
  const { lines, isDone } = scoreFiles(known, asked)
  return say(lines.join('\n'), isDone ? 0 : 1)
}

function say(text: string, code = 0): number {
  process.stdout.write(`${text}\n`)
  return code
}
