import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

export const STAMP_FILE = 'sources.sha256'
/** Everything a build is made of. */
const SOURCES = ['main', 'shared', 'renderer', 'preload', 'vite.config.ts', 'package-lock.json', 'package.json'] as const

/** One digest over the names and contents of all sources below `root`. Contents, not times: a checkout touches every file. */
export async function stampSources(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((source) => listFiles(join(root, source))).sort()) {
    hash.update(`${relative(root, file).split(sep).join('/')}\0`).update(await readFile(file)).update('\0')
  }
  return hash.digest('hex')
}

/** True when `root/out` was built from exactly these sources. */
export async function isBuildCurrent(root: string): Promise<boolean> {
  const file = join(root, 'out', STAMP_FILE)
  return existsSync(file) && (await readFile(file, 'utf8')) === (await stampSources(root))
}

function listFiles(path: string): readonly string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && !item.name.endsWith('.md'))
    .map((item) => join(item.parentPath, item.name))
}
