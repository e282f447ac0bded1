import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { json, tmfError } from './reply.ts'
import type { JsonReply } from './reply.ts'
import { QUALIFICATION_PATH } from './tmf-messages.ts'
import type { Work } from './faults.ts'

const zAnswer = z.object({
  addressId: z.string(), accessType: z.string(), qualified: z.boolean(), planName: z.string().nullable(), priceMicro: z.int().nullable(),
  downlinkKbps: z.int().nullable(), uplinkKbps: z.int().nullable(), reasonCode: z.string().nullable(), overProviderId: z.string().nullable(),
})
/** What the provider would say about one address and access type. */
export type QualificationAnswer = z.infer<typeof zAnswer>

const zCheck = z.looseObject({
  externalId: z.string().optional(),
  serviceQualificationItem: z.array(z.looseObject({
    id: z.string().optional(),
    service: z.looseObject({ place: z.array(z.looseObject({ id: z.string().min(1), role: z.string(), name: z.string().optional() })).min(1) }),
  })).min(1),
})

/** Reads a provider's answers from the file the territory was made into. Throws when it is not such a file. */
export function readAnswers(path: string): readonly QualificationAnswer[] {
  return z.array(zAnswer).parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** How the provider works on TMF645 checks. Without answers it has no such interface: 404. An address it does not know: no items. */
export function qualificationWork(answers: readonly QualificationAnswer[] | null, body: unknown, at: { readonly id: string; readonly now: string }): Work {
  return {
    work: () => (answers ? check(answers, body, at) : tmfError(404, 'qualificationNotOffered', 'This provider answers no qualification.')),
    refuse: (code) => tmfError(422, code ?? 'QUALIFICATION-REFUSED', 'The provider refuses to answer for this address.'),
  }
}

function check(answers: readonly QualificationAnswer[], body: unknown, { id, now }: { readonly id: string; readonly now: string }): JsonReply {
  const read = zCheck.safeParse(body)
  if (!read.success) return tmfError(400, 'invalidBody', z.prettifyError(read.error))
  const items = read.data.serviceQualificationItem.flatMap(({ service }) =>
    answers.filter((answer) => answer.addressId === service.place[0]?.id).map((answer) => ({ answer, place: service.place })))
  return json(201, {
    '@type': 'CheckServiceQualification', id, href: `${QUALIFICATION_PATH}/${id}`,
    ...(read.data.externalId === undefined ? {} : { externalId: read.data.externalId }),
    state: 'done', checkServiceQualificationDate: now, effectiveQualificationDate: now, instantSyncQualification: true,
    ...(items.length === 0 ? {} : { qualificationResult: items.some(({ answer }) => answer.qualified) ? 'qualified' : 'unqualified' }),
    serviceQualificationItem: items.map(({ answer, place }, index) => ({
      id: String(index + 1), state: 'done', qualificationResult: answer.qualified ? 'qualified' : 'unqualified',
      service: { place, serviceCharacteristic: characteristicsOf(answer) },
      ...(answer.qualified ? {} : { eligibilityUnavailabilityReason: [{ code: answer.reasonCode ?? 'NOT-AVAILABLE', label: 'The provider does not serve this address this way.' }] }),
    })),
  })
}

const characteristicsOf = ({ accessType, planName, priceMicro, downlinkKbps, uplinkKbps, overProviderId }: QualificationAnswer) =>
  Object.entries({ accessType, planName, priceMicro, downlinkKbps, uplinkKbps, overProviderId })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({ name, value, valueType: typeof value === 'number' ? 'integer' : 'string' }))
