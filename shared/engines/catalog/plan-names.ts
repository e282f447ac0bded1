/** Small letters, digits and single dashes, at most `limit` of them; `plan` where nothing is left. */
export const slugOf = (text: string, limit: number): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, limit).replaceAll(/^-+|-+$/g, '') || 'plan'

/** Eleven letters and digits that follow from the text (FNV-1a of 64 bits over its code units, in base 36, cut). Not secret, only the same everywhere. */
export function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let at = 0; at < text.length; at++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n)
  return hash.toString(36).padStart(11, '0').slice(-11)
}
