/** For tests that are about something else than who may see what: everybody sees everything, and nothing is noted. */
export const OPEN_EYES = { maySee: () => true, signedUpHere: () => undefined } as const
