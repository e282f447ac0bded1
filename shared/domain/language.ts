/** The languages a desk speaks. What a provider, a law or a caller wrote stays in its own. */
export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]
