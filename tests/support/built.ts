import { join } from 'node:path'
import { buildDesk } from '../../main/hosts/launch/build.ts'
import { isBuildCurrent } from '../../main/hosts/launch/source-stamp.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Builds out/ when the sources have changed since. Answers where it is. */
export async function ensureBuilt(): Promise<string> {
  if (!(await isBuildCurrent(ROOT))) await buildDesk(ROOT)
  return join(ROOT, 'out')
}
