import type { IdentifierRecord } from './memory.ts'

/** TM Forum has no identifier interface; this one follows the style of its REST guidelines (TMF630). */
export const IDENTIFIER_PATH = '/identityManagement/v1/identifier'
export const AVAILABILITY_PATH = '/identityManagement/v1/identifierAvailability'
export const RELEASE_PATH = '/identityManagement/v1/identifierRelease'
export const VERIFICATION_PATH = '/identityManagement/v1/identifierVerification'

/** An identifier as the ISP tells of it. `now`: milliseconds. */
export const toIdentifier = (record: IdentifierRecord, now: number): Record<string, unknown> => ({
  '@type': 'Identifier',
  id: record.id,
  href: `${IDENTIFIER_PATH}?externalId=${encodeURIComponent(record.externalId)}`,
  externalId: record.externalId,
  userIdentifier: record.userIdentifier,
  state: record.state === 'reserved' && Date.parse(record.until ?? '') <= now ? 'expired' : record.state,
  ...(record.until === null ? {} : { validUntil: record.until }),
  ...(record.failure ? { errorMessage: record.failure } : {}),
  relatedParty: [{ id: record.universalCustomerId, role: 'customer' }],
})
