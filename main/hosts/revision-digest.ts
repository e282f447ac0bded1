import { createHash } from 'node:crypto'

/** The revision of a territory's content: 128 bits of SHA-256 over its pieces in the order they are sent. */
export function createRevisionDigest() {
  const hash = createHash('sha256')
  return { update: (text: string): void => void hash.update(text), end: () => hash.digest('hex').slice(0, 32) }
}
