/** What events say in words: their instants are not looked at, thirteen digits are not always a card. */
export const wordsOf = (events: readonly { readonly details: Readonly<Record<string, string | number>> }[] | undefined): string =>
  (events ?? []).flatMap((event) => Object.values(event.details).filter((value) => typeof value === 'string')).join(' | ')
