import { randomInt } from 'node:crypto'
import { appError } from '../../../shared/domain/errors.ts'
import type { Draft } from '../../../shared/domain/order.ts'
import { findPinProblem, PIN_LENGTH } from '../../../shared/domain/pin.ts'
import type { PinHints } from '../../../shared/domain/pin.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'
import { findDraft } from './drafts.ts'
import type { DraftDeps } from './drafts.ts'

export type SetPinDeps = DraftDeps & { readonly address: (id: string) => GeographicAddress | null }

/**
 * Keeps the PIN that the caller chose, or makes one up and answers it this once. It lies beside the draft, encrypted, until central has
 * it; the draft only knows when. Not through `once`: an answer kept for a repeat would keep the PIN.
 */
export const createSetPin = (deps: SetPinDeps): Handler<'signup.setPin'> => (input, ctx) => {
  const set = deps.journal.write((tx) => {
    const found = findDraft(tx, input, ctx)
    if (!found.ok) return found
    const hints = hintsOf(found.value, deps.address)
    const pin = input.pin ?? makePin(hints)
    const problem = findPinProblem(pin, hints)
    if (problem) return err(appError('pin-weak', { problem }))
    const draft = { ...found.value, pinSetAt: deps.clock.now(), revision: found.value.revision + 1, updatedAt: deps.clock.now() }
    tx.drafts.update(draft)
    tx.secrets.putPin(draft.id, pin)
    return ok({ draft, pin: input.pin === undefined ? pin : null })
  })
  if (set.ok) deps.emit({ name: 'draft.changed', draftId: set.value.draft.id, revision: set.value.draft.revision })
  return set
}

/** What of the caller a PIN may not be taken from, as the draft has it now. */
export function hintsOf(draft: Draft, address: SetPinDeps['address']): PinHints {
  const place = draft.place === null ? null : address(draft.place)
  return { phone: draft.registration.phone ?? '', houseNumber: place?.number ?? '', postcode: place?.postcode ?? '' }
}

/** A good one by chance. About one in two hundred is refused, so the loop ends. */
export function makePin(hints: Partial<PinHints>): string {
  for (;;) {
    const pin = String(randomInt(10 ** PIN_LENGTH)).padStart(PIN_LENGTH, '0')
    if (findPinProblem(pin, hints) === null) return pin
  }
}
