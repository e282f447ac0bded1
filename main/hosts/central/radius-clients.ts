import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RadiusClient } from '../../central/usage/radius/accounting-packet.ts'
import { radiusSecretOf } from '../../central/usage/usage-token.ts'

export const zRadiusClient = z.object({ providerId: z.string().min(1), address: z.ipv4(), nas: z.string().min(1) })
/** RFC 2865 3: at least as large and as unguessable as a password; 16 octets are advised. */
const zOwnClient = zRadiusClient.extend({ secret: z.string().min(16).max(128) })
const OWN_FILE = 'radius-clients.json'

/**
 * Who may send accounting: those of the policy, with secrets that are made here, and those an administrator wrote into `radius-clients.json`
 * (0600) beside central's data with the secret their NAS has; the file's own word wins. Errors: throws with the place when it is not valid.
 */
export function readRadiusClients(directory: string, { policy, secret }: { readonly policy: readonly z.infer<typeof zRadiusClient>[]; readonly secret: string }): readonly RadiusClient[] {
  const file = join(directory, OWN_FILE)
  const own = existsSync(file) ? z.array(zOwnClient).parse(JSON.parse(readFileSync(file, 'utf8'))) : []
  const made = policy.map((client) => ({ ...client, secret: radiusSecretOf(secret, client) }))
  return [...own, ...made.filter(({ address, nas }) => !own.some((one) => one.address === address && one.nas === nas))]
}
