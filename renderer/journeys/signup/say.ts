import { formatMinor } from '../../../shared/messages/format.ts'
import { text, textFor } from '../../../shared/messages/text.ts'
import { providerName } from '../../app/names.ts'
import type { DeskState } from '../../app/state.ts'

/** The sentence a rep reads aloud now. A promise is never more than it is: without network everything is subject to confirmation. */
export function sayFor(state: DeskState): string {
  const { call, status } = state
  if (call.step === 'live') return sayLive(state)
  if (status?.network === 'cut' && (call.step === 'readBack' || call.step === 'offers')) return text('say.offline')
  if (call.step === 'offers' && call.quote) return text('say.offers', { first: formatMinor(call.quote.bill.totalMinor), monthly: formatMinor(call.quote.bill.monthlyMinor) })
  if (call.step === 'address') return sayAddress(state)
  if (call.step === 'offers') return 'There is a choice here. Would you rather have it **fast** or **cheap**?'
  return text(`say.${call.step}`)
}

function sayAddress({ call, status }: DeskState): string {
  if (call.units.length > 0) return 'That building has more than one home. **Which unit** is yours?'
  const yes = call.qualification?.lines.filter((line) => line.verdict === 'yes') ?? []
  if (!call.place || !call.qualification) return text('say.address')
  if (yes.length === 0) return 'I do not see a line I can **promise** at your house today. Let me see what would change that.'
  const names = [...new Set(yes.map((line) => providerName(status, line.providerId)))]
  return `I can see **${yes.length === 1 ? 'one good line' : `${yes.length} ways`}** to connect your house: ${names.join(', ')}.${status?.network === 'cut' ? ' That is **subject to confirmation**.' : ''} Shall we look at the plans?`
}

function sayLive({ call, status }: DeskState): string {
  const { order } = call
  if (!order) return text('say.live', { done: 0, total: '…' })
  if (order.state === 'completed') return text('say.completed', { first: formatMinor(order.order.quote.totalMinor) })
  if (order.state === 'failed' || order.state === 'cancelled') return text('say.failed', { reason: order.stateReason ? textFor('error', order.stateReason.code, order.stateReason.details) : 'it was cancelled' })
  if (order.state === 'held') return text('say.held', order.stateReason?.details ?? {})
  if (order.state === 'pending') return text('say.offline')
  const unknown = order.steps.find((step) => step.state === 'unknown')
  if (unknown) return text('say.unknown', { party: providerName(status, unknown.providerId) })
  return text('say.live', { done: order.steps.filter((step) => step.state === 'done').length, total: order.steps.length })
}
