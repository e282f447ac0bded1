import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { asId } from '../../shared/kernel/ids.ts'
import type { PartnerConfig } from '../provisioning/ports.ts'

/** From here on a silence is called unknown and is looked for. Source: product study 3.8. */
const ANSWER_TIMEOUT_MS = 30_000
const zProviderId = z.string().min(1).max(64).transform((id) => asId<'ProviderId'>(id))
const zServer = z.object({ host: z.string().min(1), port: z.int().min(1).max(65_535), secret: z.string().min(1), requireMessageAuthenticatorInReply: z.boolean() })
/** `certificate`: PEM of who vouches for the ISP; null for the authorities this machine trusts. */
const zIdentity = z.object({ baseUrl: z.url({ protocol: /^https$/ }), certificate: z.string().includes('-----BEGIN CERTIFICATE-----').nullable().default(null), verifyBy: z.enum(['radius', 'https', 'both']).default('radius') })
const zPartners = z.object({
  providers: z.array(z.object({ providerId: zProviderId, baseUrl: z.url({ protocol: /^https?$/ }), answersQualification: z.boolean() })),
  realms: z.array(z.object({ realm: z.string().min(1), ispId: zProviderId, method: z.enum(['pap', 'chap']), servers: z.array(zServer), timeoutMs: z.int().positive(), attemptsPerServer: z.int().positive(), identity: zIdentity.optional() })),
  paymentPage: z.object({ baseUrl: z.url({ protocol: /^https?$/ }) }).optional(),
  answerTimeoutMs: z.int().positive().default(ANSWER_TIMEOUT_MS),
})

/**
 * Partners of a desk without a sandbox, from a file that an administrator writes. No file: nobody is asked. A file that cannot be
 * understood is refused in a sentence: a desk that took it for an empty one would fail every order.
 */
export function readPartners(file: string): { readonly kind: 'read'; readonly partners: PartnerConfig } | { readonly kind: 'refused'; readonly sentence: string } {
  if (!existsSync(file)) return { kind: 'read', partners: { providers: [], realms: [], answerTimeoutMs: ANSWER_TIMEOUT_MS } }
  const read = zPartners.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (read.success) return { kind: 'read', partners: read.data }
  const issue = read.error.issues[0]
  return { kind: 'refused', sentence: `The partners in ${file} could not be read (${issue?.path.join('.') || 'the whole file'}: ${issue?.message ?? ''}). Nothing was started.` }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
