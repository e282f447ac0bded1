// What a disk may hold after the power went, rebuilt from the system calls of a run (limits.md section 5): everything before a file's last
// fsync is there; of what came later, any part of it, in pieces of 512 bytes. Loss of a directory entry is not modelled, and -shm is rebuilt.
import { basename } from 'node:path'
import { assert } from '../../shared/kernel/result.ts'

export type DiskEvent =
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'unlink'; readonly file: string }
  | { readonly kind: 'sync'; readonly file: string }
  /** A line of the log of promises: made at this moment, whatever the disk does. */
  | { readonly kind: 'promise'; readonly line: string }

const SECTOR = 512

/** Reads the output of `strace -f -xx -e trace=openat,pwrite64,write,fdatasync,fsync,ftruncate,unlink`. `promises`: the name of the log of promises. */
export function parseTrace(text: string, promises: string): readonly DiskEvent[] {
  const fileOf = new Map<number, string>()
  return text.split('\n').flatMap((line): readonly DiskEvent[] => {
    const call = /^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)/.exec(line)
    if (!call) {
      assert(!/^\d+\s+(pwrite64|write|fsync|fdatasync|ftruncate|unlink)\(/.test(line), `a call that was not traced whole: ${line.slice(0, 80)}`)
      return []
    }
    const [, name = '', args = '', result = ''] = call
    const strings = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => Buffer.from((match[1] ?? '').replaceAll('\\x', ''), 'hex'))
    const [bytes = Buffer.alloc(0)] = strings
    const file = fileOf.get(Number.parseInt(args, 10)) ?? ''
    if (Number(result) < 0) return []
    switch (name) {
      case 'openat': fileOf.set(Number(result), basename(bytes.toString())); return []
      case 'pwrite64': return [{ kind: 'write', file, bytes, offset: Number(args.slice(args.lastIndexOf(',') + 1)) }]
      case 'write': return file === promises ? bytes.toString().trimEnd().split('\n').map((promise) => ({ kind: 'promise' as const, line: promise })) : []
      case 'fsync': case 'fdatasync': return [{ kind: 'sync', file }]
      case 'ftruncate': return [{ kind: 'truncate', file, size: Number(args.slice(args.lastIndexOf(',') + 1)) }]
      case 'unlink': return [{ kind: 'unlink', file: basename(bytes.toString()) }]
      default: return []
    }
  })
}

type Change = Exclude<DiskEvent, { readonly kind: 'promise' | 'sync' }>
type FileOnDisk = { synced: Buffer | null; pending: Change[] }

/** Plays a trace forward; at any moment `loseAt` gives files as a power cut could leave them. */
export function createDisk(random: () => number) {
  const files = new Map<string, FileOnDisk>()
  const fileOf = (name: string): FileOnDisk => {
    const file = files.get(name) ?? { synced: null, pending: [] }
    files.set(name, file)
    return file
  }
  return {
    play: (event: DiskEvent): void => {
      if (event.kind === 'promise') return
      const file = fileOf(event.file)
      if (event.kind !== 'sync') return void file.pending.push(event)
      file.synced = applyAll(file.synced, file.pending)
      file.pending = []
    },
    /** Null: the file is not there. */
    loseAt: (): ReadonlyMap<string, Buffer | null> =>
      new Map([...files].map(([name, { synced, pending }]) => {
        // From nothing of it to all of it, and every mixture.
        const survives = random()
        return [name, applyAll(synced, pending.flatMap((change) => surviving(change, survives, random)))] as const
      })),
  }
}

function surviving(change: Change, chance: number, random: () => number): readonly Change[] {
  if (change.kind !== 'write') return random() < chance ? [change] : []
  const pieces: Change[] = []
  for (let at = 0; at < change.bytes.length; at += SECTOR) {
    if (random() < chance) pieces.push({ ...change, offset: change.offset + at, bytes: change.bytes.subarray(at, at + SECTOR) })
  }
  return pieces
}

/** The file after `changes`, in one buffer: a run has thousands of them. */
function applyAll(content: Buffer | null, changes: readonly Change[]): Buffer | null {
  if (changes.length === 0) return content
  const ends = changes.map((change) => (change.kind === 'write' ? change.offset + change.bytes.length : change.kind === 'truncate' ? change.size : 0))
  const buffer = Buffer.alloc(ends.reduce((longest, end) => Math.max(longest, end), content?.length ?? 0))
  content?.copy(buffer)
  let size: number | null = content?.length ?? null
  for (const change of changes) {
    if (change.kind === 'write') {
      change.bytes.copy(buffer, change.offset)
      size = Math.max(size ?? 0, change.offset + change.bytes.length)
    } else {
      const kept = change.kind === 'truncate' ? change.size : 0
      buffer.fill(0, kept)
      size = change.kind === 'truncate' ? change.size : null
    }
  }
  return size === null ? null : buffer.subarray(0, size)
}
