import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Files that a window brought to this desk, each in a directory of its own under the name it had: a name may carry a date that matters.
 * They are copies; they go when they were used. Readable by this user alone.
 */
export function createBroughtFiles(directory: string) {
  const pathOf = (fileId: string): string | null => {
    if (!/^[0-9a-f-]{36}$/.test(fileId) || !existsSync(join(directory, fileId))) return null
    const [name] = readdirSync(join(directory, fileId))
    return name === undefined ? null : join(directory, fileId, name)
  }
  const received = (fileId: string): number | null => {
    const path = pathOf(fileId)
    return path === null ? null : statSync(path).size
  }
  return {
    begin: (name: string): string => {
      const fileId = randomUUID()
      mkdirSync(join(directory, fileId), { recursive: true, mode: 0o700 })
      writeFileSync(join(directory, fileId, safeName(name)), '', { mode: 0o600 })
      return fileId
    },
    pathOf, received,
    append: (fileId: string, piece: Uint8Array): number => {
      appendFileSync(pathOf(fileId)!, piece)
      return received(fileId)!
    },
    readText: (fileId: string, maxBytes: number): string | null => {
      const bytes = received(fileId)
      return bytes === null || bytes > maxBytes ? null : readFileSync(pathOf(fileId)!, 'utf8')
    },
    drop: (fileId: string): void => {
      if (/^[0-9a-f-]{36}$/.test(fileId)) rmSync(join(directory, fileId), { recursive: true, force: true })
    },
    /** Takes away what nobody uses any more. */
    keepOnly: (paths: ReadonlySet<string>): void => {
      for (const fileId of existsSync(directory) ? readdirSync(directory) : []) {
        const path = pathOf(fileId)
        if (path === null || !paths.has(path)) rmSync(join(directory, fileId), { recursive: true, force: true })
      }
    },
  }
}

/** The last part of a name, without what could lead elsewhere or cannot stand in a file's name. */
function safeName(name: string): string {
  const last = basename(name.replaceAll('\\', '/')).replaceAll(/[\p{C}<>:"/|?*]/gu, '_').slice(-120)
  return last === '' || /^\.+$/.test(last) ? 'file' : last
}

/** Writes a report for people into a directory, in place of an older one of its name. Answers where it lies. Readable by this user alone. */
export function saveReport(directory: string, name: string, content: string | Uint8Array): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, safeName(name))
  writeFileSync(path, content, { mode: 0o600 })
  return path
}
