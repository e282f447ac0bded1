import type { Texts } from '../../../shared/messages/texts.ts'
import type { CallState } from '../../app/state.ts'
import type { GlyphState } from '../../components/StateGlyph.tsx'

export type AuthView = { readonly glyph: GlyphState; readonly words: string }

/** How far the caller has proved who they are, as a shape and words. A state whose time is over is none. */
export function authView(call: Pick<CallState, 'auth'>, now: number, { t }: Pick<Texts, 't'>): AuthView {
  const { auth } = call
  switch (auth.kind) {
    case 'notNeeded': return { glyph: 'yes', words: t('auth.notNeeded') }
    case 'asked': return { glyph: 'pending', words: t('auth.asked') }
    case 'verified': return now < auth.until ? { glyph: 'yes', words: t('auth.verified', { at: auth.at }) } : { glyph: 'unknown', words: t('auth.none') }
    case 'locked': return now < auth.until ? { glyph: 'failed', words: t('auth.locked', { until: auth.until }) } : { glyph: 'unknown', words: t('auth.none') }
    case 'none': return { glyph: 'unknown', words: t('auth.none') }
  }
}

/** Whose PIN is asked for: the customer of an order that this call did not take. Null: nobody has to prove anything yet. */
export const askedCustomer = (call: Pick<CallState, 'auth' | 'order'>): string | null =>
  call.order && call.auth.kind !== 'notNeeded' ? call.order.order.customerId : null
