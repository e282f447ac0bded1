import { createTexts } from '../../../shared/messages/texts.ts'
import type { ProductOffering } from '../../../shared/domain/catalog.ts'
import type { Work } from '../../app/work.ts'
import { correctedPrice } from './correct-view.ts'
import type { CorrectionAsked, MeteredPrice } from './correct-view.ts'
import type { CatalogsState, Correcting } from './state.ts'

/** Verbs on a price that was wrong: what it should have been, what that comes to, and then it is done. A late answer about figures that were changed meanwhile is dropped. */
export function createCorrectActions({ client, get, set, host }: Work) {
  const correcting = () => get().catalogs.correcting
  const patch = (change: Partial<CatalogsState>) => set({ catalogs: { ...get().catalogs, ...change } })
  const type = (change: Partial<Correcting>) => {
    const now = correcting()
    if (now) patch({ correcting: { ...now, effect: null, problem: null, commandId: null, ...change } })
  }
  /** Null while something that was typed cannot be read. */
  const asked = (): CorrectionAsked | null => {
    const now = correcting()
    if (!now) return null
    const read = correctedPrice(now.price, now.typed, createTexts(get().language))
    return read.kind === 'read' && now.from !== '' ? { offeringId: now.offering.id, offeringVersion: now.offering.version, priceId: now.price.id, fromPeriod: now.from, amountMicro: read.amountMicro, ratingGuideline: read.ratingGuideline } : null
  }
  return {
    askCorrect: (offering: ProductOffering, price: MeteredPrice) => patch({ corrected: null, correcting: { offering, price, from: '', typed: {}, because: '', effect: null, problem: null, commandId: null, isSending: false } }),
    leaveCorrect: () => patch({ correcting: null }),
    typeCorrect: (key: string, text: string) => type({ typed: { ...correcting()?.typed, [key]: text } }),
    chooseCorrectFrom: (from: string) => type({ from }),
    sayCorrect: (because: string) => {
      const now = correcting()
      if (now) patch({ correcting: { ...now, because } })
    },
    previewCorrect: async () => {
      const [before, input] = [correcting(), asked()]
      if (!before || !input) return
      const answer = await client.call('usage.previewCorrection', input)
      const now = correcting()
      if (!now || now.typed !== before.typed || now.from !== before.from || now.price !== before.price) return
      patch({ correcting: { ...now, ...(answer.ok ? { effect: answer.value, problem: null } : { effect: null, problem: answer.error }) } })
    },
    correct: async () => {
      const [now, input] = [correcting(), asked()]
      if (!now?.effect || !input || now.because.trim() === '' || now.isSending) return
      // The same command again after a lost answer: it happens once.
      const commandId = now.commandId ?? host.newId()
      patch({ correcting: { ...now, commandId, isSending: true, problem: null } })
      const answer = await client.call('usage.correctPrice', { commandId, ...input, because: now.because.trim() })
      if (answer.ok) return patch({ correcting: null, corrected: { offering: now.offering, label: now.price.label, customers: now.effect.customers } })
      patch({ correcting: { ...now, commandId, isSending: false, problem: answer.error } })
    },
  }
}
