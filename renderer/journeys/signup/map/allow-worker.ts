type Policies = { readonly defaultPolicy: unknown; readonly createPolicy: (name: string, rules: { readonly createScriptURL: (asked: string) => string | null }) => unknown }

/**
 * Lets exactly one script be started from its address: the map's own worker. The page requires Trusted Types, and the library starts its worker from
 * a plain string; every other string is refused as before, and so is markup.
 */
export function allowWorker(url: string): void {
  const types = (globalThis as { readonly trustedTypes?: Policies }).trustedTypes
  if (types && !types.defaultPolicy) types.createPolicy('default', { createScriptURL: (asked) => (asked === url ? asked : null) })
}
