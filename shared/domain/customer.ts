import type { BillingAccountId, LocalCustomerId, ProviderId, UniversalCustomerId } from '../kernel/ids.ts'

/** Who a bill goes to and how it is paid: a token from a hosted payment page, never a card number. Source: TMF666 BillingAccount. */
export type BillingAccount = {
  readonly id: BillingAccountId
  readonly name: string
  readonly paymentToken: string
  /** Shown to people: "Demo Visa ending 4242, expires 11/28". The last four are all that is kept. */
  readonly paymentHint: string
  /** 1–28: the day of the month on which a cycle begins. */
  readonly billCycleDay: number
}

/** What is asked once and sent to every provider that needs it. */
export type Registration = {
  readonly givenName: string
  readonly familyName: string
  readonly email: string
  readonly phone: string
  readonly paymentToken: string
  readonly paymentHint: string
  /** user@realm at the ISP. */
  readonly userIdentifier: string
}

/** Source: TMF629 Customer. The universal id is minted once at a desk and never re-issued. */
export type Customer = {
  readonly id: UniversalCustomerId
  readonly givenName: string
  readonly familyName: string
  readonly email: string
  readonly phone: string
  readonly userIdentifier: string
  readonly billingAccount: BillingAccount
}

/** The same person at one provider. Both sides keep both ids. */
export type CrosswalkLink = {
  readonly customerId: UniversalCustomerId
  readonly providerId: ProviderId
  readonly localCustomerId: LocalCustomerId
  readonly state: 'linked' | 'released'
}
