/** One difference between what is published and what would be. `rewritten`: a version that is out already, with other content under its number. */
export type CatalogChange =
  | { readonly kind: 'added' | 'removed'; readonly what: string }
  | { readonly kind: 'ends' | 'reopened'; readonly what: string; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'rewritten'; readonly what: string; readonly fields: readonly string[] }
