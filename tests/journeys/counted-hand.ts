import type { Page } from '@playwright/test'

export type HandCount = { readonly dataKeys: number; readonly commandKeys: number; readonly modifiers: number }
/** A pair of hands that counts what it strikes by itself, so that the product's own count can be held against it. */
export type CountedHand = {
  /** A key or chord, such as `Enter`, `Alt+1`, `Control+Enter`. */
  readonly press: (chord: string) => Promise<void>
  /** What the caller says, typed sign by sign into the field that has the focus. */
  readonly typeCallersWords: (words: string) => Promise<void>
  readonly count: () => HandCount
}

export function createCountedHand(page: Page): CountedHand {
  let count: HandCount = { dataKeys: 0, commandKeys: 0, modifiers: 0 }
  return {
    press: async (chord) => {
      count = { ...count, commandKeys: count.commandKeys + 1, modifiers: count.modifiers + chord.split('+').length - 1 }
      await page.keyboard.press(chord)
    },
    typeCallersWords: async (words) => {
      count = { ...count, dataKeys: count.dataKeys + [...words].length }
      for (const sign of words) await page.keyboard.press(sign === ' ' ? 'Space' : sign)
    },
    count: () => count,
  }
}
