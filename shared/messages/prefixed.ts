/** A table of words by code as texts by key: `{tooOld: …}` under `reason` is `reason.tooOld`. */
export const prefixed = <P extends string, T extends Record<string, string>>(prefix: P, texts: T) =>
  Object.fromEntries(Object.entries(texts).map(([code, value]) => [`${prefix}.${code}`, value])) as { readonly [K in keyof T & string as `${P}.${K}`]: string }
