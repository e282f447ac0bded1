import type { CrosswalkLink, Customer, Registration } from './customer.ts'
import type { OrderView } from './order.ts'
import { asId } from '../kernel/ids.ts'

/** Stands for what is kept back. One length for all values, so that it does not tell how long the value is. */
export const MASKED = '••••'

/**
 * What a rep may see of a customer before the caller has proved who they are: enough to tell records apart, nothing that could be
 * read back to a stranger. Masking happens in the query, never on the screen. Source: 47 CFR 64.2010 (authentication before account
 * detail is disclosed over the telephone).
 */
export const maskCustomer = (customer: Customer): Customer => ({
  ...customer,
  email: maskEmail(customer.email),
  phone: maskPhone(customer.phone),
  userIdentifier: maskIdentifier(customer.userIdentifier),
  billingAccount: { ...customer.billingAccount, paymentToken: '', paymentHint: MASKED },
})

/** The same for the registration of an order. */
export const maskRegistration = (registration: Registration): Registration => ({
  ...registration,
  email: maskEmail(registration.email),
  phone: maskPhone(registration.phone),
  userIdentifier: maskIdentifier(registration.userIdentifier),
  paymentToken: '',
  paymentHint: MASKED,
})

/** A link with the provider's id for the customer kept back: that there is one is no secret. */
export const maskLink = (link: CrosswalkLink): CrosswalkLink => ({ ...link, localCustomerId: asId(MASKED) })

/** An order of which only the course is told: what has been done where, not for how much, under which name or address on the net. */
export const maskOrderView = (view: OrderView): OrderView => ({
  ...view,
  order: { ...view.order, registration: maskRegistration(view.order.registration), quote: { ...view.order.quote, charges: [], totalMicro: 0, totalMinor: 0, remainderMicro: 0, monthlyMinor: 0 } },
  stateReason: view.stateReason && { code: view.stateReason.code, details: {} },
  steps: view.steps.map((step) => ({ ...step, details: codeOnly(step.details) })),
  events: view.events.map((event) => ({ ...event, details: codeOnly(event.details) })),
  services: view.services.map((service) => ({ ...service, reason: { code: service.reason.code, details: {} } })),
  localIds: view.localIds.map((link) => ({ ...link, localCustomerId: asId(MASKED) })),
  address: view.address === null ? null : MASKED,
  isMasked: true,
})

type Facts = Readonly<Record<string, string | number>>
/** Facts of a step name ids, addresses and sums; its code and its count of tries name nobody. */
const codeOnly = ({ code, attempt, found }: Facts): Facts => ({ ...(code === undefined ? {} : { code }), ...(attempt === undefined ? {} : { attempt }), ...(found === undefined ? {} : { found }) })

/** "•••• 42": the last two digits, so that a caller can say which number is meant. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '')
  return digits.length < 7 ? MASKED : `${MASKED} ${digits.slice(-2)}`
}

/** "a••••@••••": the first letter. The mail provider is kept back too, it is what a stranger would guess from. */
export const maskEmail = (email: string): string => (email.includes('@') && email.length > 3 ? `${email.slice(0, 1)}${MASKED}@${MASKED}` : MASKED)

/** "a••••@realm": the realm is the ISP's, not the caller's. */
export function maskIdentifier(identifier: string): string {
  const at = identifier.lastIndexOf('@')
  return at < 2 ? MASKED : `${identifier.slice(0, 1)}${MASKED}${identifier.slice(at)}`
}
