import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { SpokenTexts } from '../../shared/domain/promises.ts'
import { assert } from '../../shared/kernel/result.ts'

const zBoth = z.object({ en: z.string().min(1).max(2_000), es: z.string().min(1).max(2_000) })
const zFile = z.object({ id: z.string().min(1).max(64), version: z.int().min(1), kind: z.enum(['consent', 'notice']), isRequired: z.boolean(), title: zBoth, wording: zBoth })

/** Reads what is said to callers word for word, in the order of the files' names. Errors: throws on a file that cannot be read, a second notice or an id twice. */
export function readSpokenTexts(directory: string): SpokenTexts {
  const names = readdirSync(directory).filter((name) => name.endsWith('.json')).toSorted()
  const files = names.map((name) => zFile.parse(JSON.parse(readFileSync(join(directory, name), 'utf8'))))
  const [recordingNotice, ...others] = files.filter((file) => file.kind === 'notice')
  assert(recordingNotice && others.length === 0, `one recording notice in ${directory}`)
  assert(new Set(files.map((file) => file.id)).size === files.length, `every text once in ${directory}`)
  return { recordingNotice, consents: files.filter((file) => file.kind === 'consent') }
}
