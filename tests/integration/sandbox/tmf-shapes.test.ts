// Goal: what goes to a provider and what comes back has the shape of the TM Forum definitions.
// Method: the published swagger definitions, closed against unknown members, over messages of a real provider process.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOrder, deleteOrder } from '../../unit/sandbox/order-builder.ts'
import { ORDERS, QUALIFICATIONS, SERVICES, get, orderFault, post, probe, startSandbox } from './sandbox-rig.ts'

const STANDARDS = resolve(import.meta.dirname, '../../../../shared/standards')
const FILES = { TMF641: 'TMF641-ServiceOrdering-v4.1.0.swagger.json', TMF638: 'TMF638-ServiceInventory-v4.0.0.swagger.json', TMF645: 'TMF645-ServiceQualification-v4.0.1.swagger.json' } as const
const isPresent = Object.values(FILES).every((file) => existsSync(join(STANDARDS, file)))
if (!isPresent) console.log(`SKIPPED: the TM Forum definitions are not at ${STANDARDS}`)

type Definition = { readonly properties?: Readonly<Record<string, unknown>> }
/** Says what is wrong with a message; '' when nothing is. */
function faultsOf(file: keyof typeof FILES, definition: string, message: unknown): string {
  const { definitions } = JSON.parse(readFileSync(join(STANDARDS, FILES[file]), 'utf8')) as { definitions: Record<string, Definition> }
  // The definitions allow anything beside what they name. Closed, they also catch a misspelt member.
  const closed = Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, schema.properties ? { ...schema, additionalProperties: false } : schema]))
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.addSchema({ $id: file, definitions: closed }).compile({ $ref: `${file}#/definitions/${definition}` })
  return validate(message) ? '' : ajv.errorsText(validate.errors)
}

const ANSWERS = [
  { addressId: 'address-1', accessType: 'copper', qualified: true, planName: 'Simply Unlimited Internet 100', priceMicro: 50_000_000, downlinkKbps: 100_000, uplinkKbps: 10_000, reasonCode: null, overProviderId: null },
  { addressId: 'address-1', accessType: 'fiber', qualified: false, planName: null, priceMicro: null, downlinkKbps: null, uplinkKbps: null, reasonCode: 'NO-FIBER', overProviderId: 'centurylink' },
]
const check = (addressId: string) => ({
  externalId: `check-${addressId}`, instantSyncQualification: true, provideUnavailabilityReason: true,
  serviceQualificationItem: [{ id: '1', service: { place: [{ id: addressId, role: 'installation', name: '100 Specimen Ave 82001', '@referredType': 'GeographicAddress' }] } }],
})

describe.skipIf(!isPresent)('the TM Forum definitions', () => {
  let rig: Awaited<ReturnType<typeof startSandbox>>
  beforeAll(async () => void (rig = await startSandbox({ answers: ANSWERS })))
  afterAll(() => rig.stop())
  const place = async (body: unknown) => (await post(`${rig.provider('centurylink').http}${ORDERS}`, body)).json()

  it('hold for an order to add, and for every state in which it comes back', async () => {
    const order = addOrder({ externalId: 'shape', lines: [{ serviceKind: 'port' }, { serviceKind: 'plan' }] })
    expect(faultsOf('TMF641', 'ServiceOrder_Create', order)).toBe('')
    expect(faultsOf('TMF641', 'ServiceOrder', await place(order))).toBe('')
    await orderFault(rig.provider('centurylink'), { fault: 'late', delayMs: 60_000 })
    expect(faultsOf('TMF641', 'ServiceOrder', await place(addOrder({ externalId: 'shape-late' })))).toBe('')
    await place(deleteOrder({ target: 'shape-late' }))
    const [cancelled] = await probe(rig.provider('centurylink'), 'shape-late')
    expect(cancelled?.state).toBe('cancelled')
    expect(faultsOf('TMF641', 'ServiceOrder', cancelled)).toBe('')
  })

  it('hold for an order to delete and its answer', async () => {
    await place(addOrder({ externalId: 'to-delete' }))
    const order = deleteOrder({ target: 'to-delete' })
    expect(faultsOf('TMF641', 'ServiceOrder_Create', order)).toBe('')
    expect(faultsOf('TMF641', 'ServiceOrder', await place(order))).toBe('')
  })

  it('hold for a refusal', async () => {
    expect(faultsOf('TMF641', 'Error', await place(addOrder({ externalId: 'refused', lines: [{ serviceKind: 'voice' }] })))).toBe('')
    expect(faultsOf('TMF641', 'Error', await place({}))).toBe('')
  })

  it('hold for the inventory, which names the customer by both ids and forgets what was deleted', async () => {
    const { http } = rig.provider('centurylink')
    await place(addOrder({ externalId: 'inventory', customerId: 'customer-9' }))
    type ServiceSeen = { id: string; relatedParty: { id: string; role: string }[] }
    const [service, ...others] = await get<ServiceSeen[]>(`${http}${SERVICES}?relatedParty.id=customer-9`)
    expect(others).toEqual([])
    expect(faultsOf('TMF638', 'Service', service)).toBe('')
    expect(service?.relatedParty.map(({ role }) => role)).toEqual(['customer', 'localCustomer'])
    expect(service?.relatedParty[0]?.id).toBe('customer-9')
    expect(service?.relatedParty[1]?.id).toMatch(/^CTL-\d{4}-\d{3}$/)
    await place(deleteOrder({ target: 'inventory', customerId: 'customer-9' }))
    expect(await get(`${http}${SERVICES}?relatedParty.id=customer-9`)).toEqual([])
    const gone = await get<{ state: string }>(`${http}${SERVICES}/${service?.id}`)
    expect(gone.state).toBe('terminated')
    expect(faultsOf('TMF638', 'Service', gone)).toBe('')
  })

  it('hold for a qualification, its yes, its no and its silence', async () => {
    const { http } = rig.provider('centurylink')
    expect(faultsOf('TMF645', 'CheckServiceQualification_Create', check('address-1'))).toBe('')
    type CheckSeen = { state: string; serviceQualificationItem: { qualificationResult: string; eligibilityUnavailabilityReason?: { code: string }[]; service: { serviceCharacteristic: { name: string; value: unknown }[] } }[] }
    const answered = await (await post(`${http}${QUALIFICATIONS}`, check('address-1'))).json() as CheckSeen
    expect(faultsOf('TMF645', 'CheckServiceQualification', answered)).toBe('')
    const [yes, no] = answered.serviceQualificationItem
    expect(yes?.qualificationResult).toBe('qualified')
    expect(Object.fromEntries(yes?.service.serviceCharacteristic.map(({ name, value }) => [name, value]) ?? [])).toEqual({ accessType: 'copper', planName: 'Simply Unlimited Internet 100', priceMicro: 50_000_000, downlinkKbps: 100_000, uplinkKbps: 10_000 })
    expect([no?.qualificationResult, no?.eligibilityUnavailabilityReason?.[0]?.code]).toEqual(['unqualified', 'NO-FIBER'])
    const unknown = await (await post(`${http}${QUALIFICATIONS}`, check('address-2'))).json() as CheckSeen
    expect(faultsOf('TMF645', 'CheckServiceQualification', unknown)).toBe('')
    expect([unknown.state, unknown.serviceQualificationItem]).toEqual(['done', []])
  })

  it('negative control: catch a misspelt member, a missing one and a state that is none', async () => {
    const order = await place(addOrder({ externalId: 'control' })) as Record<string, unknown>
    expect(faultsOf('TMF641', 'ServiceOrder', { ...order, externalID: 'x' })).toContain('additional properties')
    expect(faultsOf('TMF641', 'ServiceOrder', { ...order, state: 'done' })).toContain('allowed values')
    expect(faultsOf('TMF641', 'ServiceOrder_Create', { externalId: 'x' })).toContain('serviceOrderItem')
    expect(faultsOf('TMF641', 'ServiceOrder', { ...order, relatedParty: [{ id: 'x', '@referredType': 'Customer' }] })).toContain('@type')
  })
})
