/** A piece of a page that is never split. `withNext`: it does not stand last on a page. `group`: pieces of one table share its name; its head is repeated. */
export type Block<T> = { readonly height: number; readonly withNext: boolean; readonly group: string | null; readonly what: T }
/** `repeats`: the group whose table goes on from the page before, so that its head is drawn anew. */
export type Page<T> = { readonly repeats: string | null; readonly blocks: readonly Block<T>[] }

/**
 * Cuts blocks into pages of `room` points (the first has `firstRoom`), keeping those together that say so. A table that goes on begins with its head, which
 * takes `headHeight`. A block that is higher than a page stands alone on one.
 */
export function paginate<T>(blocks: readonly Block<T>[], { firstRoom, room, headHeight }: { readonly firstRoom: number; readonly room: number; readonly headHeight: number }): readonly Page<T>[] {
  const pages: { repeats: string | null; blocks: Block<T>[] }[] = [{ repeats: null, blocks: [] }]
  let left = firstRoom
  for (let at = 0; at < blocks.length;) {
    const together = unitFrom(blocks, at)
    const height = together.reduce((sum, block) => sum + block.height, 0)
    const page = pages.at(-1) ?? { repeats: null, blocks: [] }
    if (height > left && page.blocks.length > 0) {
      const before = page.blocks.at(-1)?.group ?? null
      const repeats = before !== null && before === together[0]?.group ? before : null
      pages.push({ repeats, blocks: [] })
      left = room - (repeats === null ? 0 : headHeight)
      continue
    }
    page.blocks.push(...together)
    left -= height
    at += together.length
  }
  return pages
}

function unitFrom<T>(blocks: readonly Block<T>[], at: number): readonly Block<T>[] {
  let end = at
  while (end < blocks.length - 1 && blocks[end]?.withNext) end++
  return blocks.slice(at, end + 1)
}
