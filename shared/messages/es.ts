import type { MessageKey } from './en.ts'

/** Every text of the console in Spanish, as it is spoken in the United States. */
export const ES: Partial<Readonly<Record<MessageKey, string>>> = {}
