import { hasCardDigits } from '../../../shared/domain/card-digits.ts'
import type { BillingAccount, Customer, Registration } from '../../../shared/domain/customer.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx, CommandHandler } from '../context.ts'
import type { CustomerRecord, WriteTx } from '../ports.ts'
import { claimPlace } from '../orders/claim-place.ts'
import { note } from '../pins/person-pin.ts'
import { createPinVerifier } from '../pins/verifier.ts'
import { findSamePerson, personKey } from './same-person.ts'

/**
 * Takes a customer under the id a desk minted. The same id again updates the record and answers the same ids. Somebody who is
 * already here under another id keeps both, joined by a merge link, and shares the billing account of the first: only when nothing
 * speaks against it, and never again once a person took them apart. A PIN counts only for a
 * person who is new: a stranger who knows somebody's name, mail and telephone must not choose the PIN of what is already theirs.
 * Errors: `card-digits-refused`; `order-in-flight-elsewhere` before any provider was asked for the second of two orders at one place.
 */
export const registerCustomer: CommandHandler<'customer.register'> = async (tx, input, ctx) => {
  const { customerId, registration } = input
  if (holdsCardDigits(registration)) return err(appError('card-digits-refused'))
  const key = personKey(registration)
  const free = await claimPlace(tx, input.order, ctx)
  if (!free.ok) return free
  const known = await tx.customers.get(customerId)
  const said = await saidToBe(tx, input)
  const samePerson = said ?? (await findSamePerson(tx, customerId, registration, key))

  const mergedInto = known?.mergedInto ?? samePerson?.id ?? null
  const head = mergedInto === null ? null : ((await tx.customers.get(mergedInto))?.customer ?? null)
  const record: CustomerRecord = { customer: customerFrom(input, head?.billingAccount ?? accountOf(known, input, ctx.ids.next)), personKey: key, mergedInto }

  if (!known) await tx.customers.insert(record, ctx.now)
  else if (canonicalJson(known) !== canonicalJson(record)) await tx.customers.update(record)
  if (!known || canonicalJson(known.customer) !== canonicalJson(record.customer)) await tx.feed.append({ kind: 'customer', customer: record.customer }, ctx.now)
  if (mergedInto !== null && known?.mergedInto !== mergedInto) await join(tx, { from: customerId, into: mergedInto, isSaid: said?.id === mergedInto }, ctx)
  if (input.pin !== undefined && !known && mergedInto === null) {
    await tx.pins.put(customerId, await createPinVerifier(input.pin), ctx.now)
    await note(tx, customerId, 'pinSet', ctx)
  }
  return ok({ customerId, sameAs: mergedInto, billingAccountId: record.customer.billingAccount.id })
}

/** Whom a rep said the person is, unless the two would turn in a circle. One whom nobody registered is nobody: the order goes on. */
async function saidToBe(tx: WriteTx, { customerId, sameAs }: RegisterInput): Promise<Customer | null> {
  if (sameAs === undefined || sameAs === customerId || (await tx.customers.idsOfPerson(customerId)).includes(sameAs)) return null
  return (await tx.customers.get(sameAs))?.customer ?? null
}

async function join(tx: WriteTx, { from, into, isSaid }: { readonly from: string; readonly into: string; readonly isSaid: boolean }, ctx: CommandCtx): Promise<void> {
  if (!isSaid) return tx.feed.append({ kind: 'merge', from, into }, ctx.now)
  const because = 'said at sign-up'
  await tx.customers.keepEvent({ customerId: from, kind: 'merge', subject: into, words: because, userId: ctx.actor.userId, deskId: ctx.actor.deskId, at: ctx.now })
  await tx.feed.append({ kind: 'merge', from, into, because, by: ctx.actor.userId }, ctx.now)
}

/** True when something that could be a card number is where a name, a token or a hint belongs. */
export const holdsCardDigits = (registration: Registration): boolean =>
  [registration.givenName, registration.familyName, registration.paymentToken, registration.paymentHint].some(hasCardDigits)

type RegisterInput = Parameters<typeof registerCustomer>[1]

function customerFrom({ customerId, registration }: RegisterInput, billingAccount: BillingAccount): Customer {
  return {
    id: asId(customerId),
    givenName: registration.givenName,
    familyName: registration.familyName,
    email: registration.email,
    phone: registration.phone,
    userIdentifier: registration.userIdentifier,
    billingAccount,
  }
}

/** A new payment token is taken over; the cycle day stays as first agreed, because moving it would need a prorated bill. */
function accountOf(known: CustomerRecord | null, { registration, billCycleDay }: RegisterInput, nextId: () => string): BillingAccount {
  return {
    id: known?.customer.billingAccount.id ?? asId(nextId()),
    name: `${registration.givenName} ${registration.familyName}`,
    paymentToken: registration.paymentToken,
    paymentHint: registration.paymentHint,
    billCycleDay: known?.customer.billingAccount.billCycleDay ?? billCycleDay,
  }
}
