import { createTexts } from './texts.ts'
export type { Details, MessageFamily } from './texts.ts'

const english = createTexts('en')
/** English alone, for who is not given its texts yet. */
export const text = english.t
export const textFor = english.tf
