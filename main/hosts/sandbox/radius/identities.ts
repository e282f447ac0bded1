import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

export const zIdentity = z.object({ userIdentifier: z.string().min(1).max(253), password: z.string().min(1).max(128) })
/** Who may log in at the ISP. CHAP needs the password in clear (RFC 2865 2.2), so these are practice identities only. */
export type Identity = z.infer<typeof zIdentity>

export type Identities = { readonly put: (identity: Identity) => void; readonly remove: (userIdentifier: string) => void; readonly passwordOf: (userIdentifier: string) => string | undefined }

/** Keeps identities in a file of its own, never in the effect book. `seed`: identities given at the start; the file's own word wins. */
export function openIdentities(path: string, seed: readonly Identity[]): Identities {
  const byIdentifier = new Map([...seed, ...readOwn(path)].map((identity) => [identity.userIdentifier, identity.password]))
  const keep = () => {
    mkdirSync(dirname(path), { recursive: true })
    const kept = [...byIdentifier].map(([identifier, secret]): Identity => ({ userIdentifier: identifier, password: secret }))
    writeFileSync(`${path}.new`, JSON.stringify(kept), { mode: 0o600, flush: true })
    renameSync(`${path}.new`, path)
  }
  return {
    put: ({ userIdentifier, password }) => {
      byIdentifier.set(userIdentifier, password)
      keep()
    },
    remove: (userIdentifier) => void (byIdentifier.delete(userIdentifier) && keep()),
    passwordOf: (userIdentifier) => byIdentifier.get(userIdentifier),
  }
}

/** Reads a file of identities: `[{userIdentifier, password}]`. Throws when it is not one. */
export function readIdentities(path: string): readonly Identity[] {
  return z.array(zIdentity).parse(JSON.parse(readFileSync(path, 'utf8')))
}

function readOwn(path: string): readonly Identity[] {
  try {
    return readIdentities(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
