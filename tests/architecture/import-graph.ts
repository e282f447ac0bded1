import { posix } from 'node:path'
import type { Room } from './rooms.ts'

export type Source = { readonly file: string; readonly text: string }
export type Import = { readonly from: string; readonly to: string; readonly isTypeOnly: boolean }

/** Every import of a source: static, re-exported and dynamic. Relative ones are resolved to a path below the root, packages stand as they are. */
export function readImports({ file, text }: Source): readonly Import[] {
  const found = [...text.matchAll(STATIC_IMPORT), ...text.matchAll(DYNAMIC_IMPORT)]
  return found.map(({ groups }) => {
    const target = groups?.target ?? ''
    return { from: file, to: target.startsWith('.') ? posix.join(posix.dirname(file), target) : target, isTypeOnly: groups?.typeOnly !== undefined }
  })
}

const STATIC_IMPORT = /^\s*(?:import|export)\s+(?<typeOnly>type\s)?(?:[^'"`;]*?\sfrom\s*)?['"](?<target>[^'"]+)['"]/gm
const DYNAMIC_IMPORT = /\bimport\(\s*['"](?<target>[^'"]+)['"]/g

/** Sentences for every edge that the table does not name. */
export function findForbiddenEdges(sources: readonly Source[], rooms: readonly Room[]): readonly string[] {
  return sources.flatMap((source) => {
    const room = roomOf(source.file, rooms)
    if (!room) return [`${source.file} stands in no room`]
    return readImports(source).filter((edge) => !isAllowed(edge, room, rooms)).map((edge) => `${edge.from} imports ${edge.to}`)
  })
}

/** One sentence per cycle of files. Types count: two files that need one another's types are one idea. */
export function findCycles(sources: readonly Source[]): readonly string[] {
  const edges = new Map(sources.map((source) => [source.file, readImports(source).map((edge) => edge.to)]))
  const settled = new Set<string>()
  const cycles: string[] = []
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      return
    }
    if (settled.has(file)) return
    for (const next of edges.get(file) ?? []) if (edges.has(next)) walk(next, [...path, file])
    settled.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  return cycles
}

function isAllowed(edge: Import, room: Room, rooms: readonly Room[]): boolean {
  if (edge.to === 'electron' || edge.to.startsWith('electron/')) return room.electron === true
  if (edge.to.startsWith('node:')) return room.node === true
  if (!isOurs(edge.to, rooms)) return true
  if (isBelow(edge.to, room.path) && roomOf(edge.to, rooms) === room) return true
  return isNamed(edge.to, room.imports, rooms) || (edge.isTypeOnly && isNamed(edge.to, room.types ?? [], rooms))
}

/** Naming a room does not name the rooms inside it: those who may import main/hosts may not therefore import main/hosts/sandbox. */
const isNamed = (target: string, paths: readonly string[], rooms: readonly Room[]): boolean =>
  paths.some((path) => isBelow(target, path) && (path === target || (roomOf(target, rooms)?.path.length ?? 0) <= path.length))

const roomOf = (file: string, rooms: readonly Room[]): Room | undefined => rooms.find((room) => isBelow(file, room.path))
const isBelow = (file: string, path: string): boolean => file === path || file.startsWith(`${path}/`)
/** Paths of this repository begin with a top folder; packages do not. */
const isOurs = (target: string, rooms: readonly Room[]): boolean => /\.(tsx?|css|json)$/.test(target) && (rooms.some((room) => target.startsWith(`${room.path.split('/')[0]}/`)) || target.startsWith('..') || target.startsWith('tests/'))
