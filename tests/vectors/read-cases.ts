import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case } from './evaluate.ts'

/** The cases of every file of a directory. Errors: throws on what is no case file, with its name. */
export function readCases(directory: string): readonly (Case & { readonly file: string })[] {
  return readdirSync(directory).filter((name) => name.endsWith('.json')).toSorted().flatMap((file) => {
    const read = JSON.parse(readFileSync(join(directory, file), 'utf8')) as { readonly groups?: readonly { readonly cases?: readonly Case[] }[] }
    if (!Array.isArray(read.groups)) throw new Error(`${file} has no groups of cases`)
    return read.groups.flatMap((group) => (group.cases ?? []).map((one: Case) => ({ ...one, file })))
  })
}
