/** A fault and where it stands: `path` such as "offerings.3.prices.0.amountMicro", `problem` a short sentence for who wrote the catalog. */
export type CatalogProblem = { readonly path: string; readonly problem: string }

/** One fault, or none. */
export const when = (isBroken: boolean, path: string, problem: string): readonly CatalogProblem[] => (isBroken ? [{ path, problem }] : [])
