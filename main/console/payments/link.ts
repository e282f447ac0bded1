import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { Draft } from '../../../shared/domain/order.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { PaymentPage } from '../../provisioning/ports.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import type { DeskJournal } from '../signup/ports.ts'
import { refuseCardDigits } from '../signup/refuse-card-digits.ts'

export type PaymentDeps = { readonly page: PaymentPage; readonly journal: DeskJournal }

/** Sends the link to the phone or the e-mail of the draft. Errors: `draft-incomplete` when it has neither, and those of the page. */
export const createSendPaymentLink = (deps: PaymentDeps): Handler<'payments.sendLink'> => async ({ draftId }, ctx) => {
  const draft = ownDraft(deps, draftId, ctx)
  if (!draft.ok) return draft
  const { phone = '', email = '' } = draft.value.registration
  const sentTo = phone.trim() || email.trim()
  if (sentTo === '') return err(appError('draft-incomplete', { fields: 'phone,email' }))
  const sent = await deps.page.send({ requestId: draftId, phone: phone.trim(), email: email.trim() })
  return sent.ok ? ok({ sentTo }) : sent
}

/** What the page has of this draft. A page that answered with a card number is refused like a field that had one typed into it. */
export const createReadPayment = (deps: PaymentDeps): Handler<'payments.read'> => async ({ draftId }, ctx) => {
  const draft = ownDraft(deps, draftId, ctx)
  if (!draft.ok) return draft
  const read = await deps.page.read(draftId)
  if (!read.ok) return read
  if (read.value.state !== 'given') return ok({ state: read.value.state })
  const { paymentToken, paymentHint } = read.value
  const refusal = refuseCardDigits({ paymentToken, paymentHint })
  return refusal ? err(refusal) : ok({ state: 'given', paymentToken, paymentHint })
}

function ownDraft({ journal }: PaymentDeps, draftId: string, ctx: HandlerCtx): Result<Draft, AppError> {
  const draft = journal.read.draft(draftId)
  return draft && draft.ownerId === ctx.user?.userId ? ok(draft) : err(appError('draft-unknown'))
}
