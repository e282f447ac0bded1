import { LANGUAGES } from '../../../shared/domain/language.ts'
import type { Language } from '../../../shared/domain/language.ts'
import type { Script, ScriptFacts, ScriptLine } from '../../../shared/domain/script.ts'
import { chooseLine, HOUSE_BRAND } from '../../../shared/domain/script.ts'
import type { Details, Texts } from '../../../shared/messages/texts.ts'
import { providerName } from '../../app/names.ts'
import type { DeskState } from '../../app/state.ts'

/** The sentence to read aloud now. `line` null: the script is not there (yet), and nothing is made up in its place. */
export type Saying = { readonly line: ScriptLine | null; readonly sentence: string; readonly mark: string; readonly isSaid: boolean; readonly version: number | null; readonly isOtherLanguage: boolean }

/** What the script says here, filled with what is known. A promise is never more than it is: offline is a fact of its own. */
export function sayFor(state: DeskState, texts: Texts, now: number): Saying {
  const { script } = state
  const line = script ? chooseLine(script.script, scriptFacts(state, now)) : null
  if (!script || !line) return { line: null, sentence: '', mark: '', isSaid: false, version: script?.script.version ?? null, isOtherLanguage: false }
  const mark = `${line.id}@${script.script.brand}-${script.script.language}-${script.script.version}`.slice(0, 80)
  return { line, mark, sentence: texts.fill(line.text, { ...scriptDetails(state, texts), recordingNotice: state.spoken?.recordingNotice.wording[languageOf(script.script)] ?? '' }), isSaid: state.call.talk.said.includes(mark), version: script.script.version, isOtherLanguage: script.isOtherLanguage }
}

/** The language a script is in; a file keeps to one of the desk's. */
export const languageOf = (script: Script): Language => LANGUAGES.find((language) => language === script.language) ?? 'en'

/** The brand whose words are read: that of the plan that is chosen or ordered, else the house's own. */
export function brandOf({ call }: Pick<DeskState, 'call'>): string {
  const chosen = call.chosen.map((id) => call.offers?.offers.find((offer) => offer.offering.id === id)).find((offer) => offer?.offering.kind === 'access')
  return chosen?.provider.id ?? HOUSE_BRAND
}

/** What is known of a call, as the script may ask for it. */
export function scriptFacts(state: DeskState, now: number): ScriptFacts {
  const { call, status } = state
  const lines = call.qualification?.lines ?? []
  const ways = lines.filter((line) => line.verdict === 'yes').length
  return {
    step: call.step, isOffline: status?.network === 'cut', callerKind: call.talk.callerKind, hasName: nameToSay(call.registration) !== '', hasUnits: call.units.length > 0,
    isAsking: call.isAsking, askedMs: call.askingSince === null ? 0 : now - call.askingSince, isIncomplete: lines.some((line) => line.verdict === 'unknown'),
    asksComputer: (call.offers?.offers ?? []).some((offer) => offer.why?.code === 'client-unsuitable') || call.computer !== null, hasQuote: call.quote !== null,
    ...(call.place && call.qualification ? { ways, verdict: ways > 0 ? 'yes' : 'no' } : {}),
    ...(call.offers ? { plans: call.offers.offers.filter(({ offering, orderable }) => orderable && offering.kind === 'access').length } : {}),
    ...(call.order?.isMasked ? { isMasked: true } : {}),
    ...(call.order ? { orderState: call.order.state, hasUnknown: call.order.steps.some((step) => step.state === 'unknown') } : {}),
  }
}

function scriptDetails({ call, status }: DeskState, { tf, t }: Texts): Details {
  const yes = (call.qualification?.lines ?? []).filter((line) => line.verdict === 'yes')
  const { order } = call
  const bill = order?.order.quote ?? call.quote?.bill
  const unknown = order?.steps.find((step) => step.state === 'unknown')
  return {
    ways: yes.length, names: [...new Set(yes.map((line) => providerName(status, line.providerId)))].join(', '), name: nameToSay(call.registration),
    totalMinor: bill?.totalMinor, monthlyMinor: bill?.monthlyMinor, done: order?.steps.filter((step) => step.state === 'done').length ?? 0, total: order?.steps.length ?? 0,
    party: providerName(status, unknown?.providerId ?? null), reason: order?.stateReason ? asPart(tf('error', order.stateReason.code, order.stateReason.details)) : t('say.wasCancelled'),
    ...order?.stateReason?.details,
  }
}

/** A sentence inside another: the script ends it. */
const asPart = (sentence: string): string => sentence.replace(/\.$/u, '')

const nameToSay = (person: { readonly givenName?: string; readonly familyName?: string }): string => [person.givenName, person.familyName].filter(Boolean).join(' ').trim()
