import type { UsageBlock } from './block-shape.ts'

/** Blocks that were looked at lately, of all files of a book. */
export type BlockCache = { readonly get: (key: string, read: () => { readonly block: UsageBlock; readonly bytes: number }) => UsageBlock; readonly put: (key: string, block: UsageBlock, bytes: number) => void }

/** Holds the latest blocks up to so many bytes of their files; the newest stays whatever its size. */
export function createBlockCache(mostBytes: number): BlockCache {
  const kept = new Map<string, { readonly block: UsageBlock; readonly bytes: number }>()
  let total = 0
  const put = (key: string, one: { readonly block: UsageBlock; readonly bytes: number }): void => {
    total += one.bytes - (kept.get(key)?.bytes ?? 0)
    kept.delete(key)
    kept.set(key, one)
    for (const [oldest, { bytes }] of kept) {
      if (total <= mostBytes || kept.size === 1) return
      kept.delete(oldest)
      total -= bytes
    }
  }
  return {
    get: (key, read) => {
      const one = kept.get(key) ?? read()
      put(key, one)
      return one.block
    },
    put: (key, block, bytes) => put(key, { block, bytes }),
  }
}
