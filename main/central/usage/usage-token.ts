import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What a provider shows to bring usage: its id and a proof that central gave it. Nothing is stored; another secret ends all of them. */
export const usageTokenOf = (secret: string, providerId: string): string => `${providerId}.${createHmac('sha256', secret).update(`usage\n${providerId}`).digest('base64url')}`

/** What a NAS and this central share, where the NAS takes the secret from us. Nothing is stored. */
export const radiusSecretOf = (secret: string, { providerId, nas }: { readonly providerId: string; readonly nas: string }): string => createHmac('sha256', secret).update(`radius\n${providerId}\n${nas}`).digest('base64url')

/** The provider whose token this is; null for anything that central did not give. Compared by digest, so that the time taken tells nothing. */
export function providerOfToken(secret: string, token: string): string | null {
  const providerId = token.slice(0, Math.max(0, token.lastIndexOf('.')))
  if (providerId === '') return null
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(token), digest(usageTokenOf(secret, providerId))) ? providerId : null
}
