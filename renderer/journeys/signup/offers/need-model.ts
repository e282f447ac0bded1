import type { CallerNeed, Use, WantedSpeed } from '../../../../shared/domain/need.ts'
import { MOST_PEOPLE, USES } from '../../../../shared/domain/need.ts'
import type { Texts } from '../../../../shared/messages/texts.ts'
import type { Offer } from './choice.ts'

/** What was typed and ticked as a need; null where nobody was counted and nothing ticked. Uses alone mean one person. */
export function needFrom(people: string, uses: readonly Use[]): CallerNeed | null {
  const count = peopleFrom(people)
  if (count === null && uses.length === 0) return null
  return { people: count ?? 1, uses: USES.filter((use) => uses.includes(use)) }
}

/** A whole number of people from 1 to the most; null for anything else. */
export function peopleFrom(typed: string): number | null {
  const count = /^\s*\d{1,3}\s*$/.test(typed) ? Number(typed) : 0
  return count >= 1 && count <= MOST_PEOPLE ? count : null
}

/** The need in a line: "4 people, work from home, streaming". */
export const needWords = (need: CallerNeed | null, { t, tf }: Texts): string =>
  need === null ? t('readBack.notAsked') : [tf('use', 'people', { count: need.people }), ...need.uses.map((use) => tf('use', use))].join(', ')

export const wantedParts = (wanted: WantedSpeed, { t, tf }: Texts): readonly { readonly id: string; readonly what: string; readonly takes: string }[] =>
  wanted.parts.map((part) => ({ id: part.code, what: tf('usePart', part.code, { count: part.count }), takes: t('need.part', { downKbps: part.downlinkKbps, upKbps: part.uplinkKbps }) }))

/** The plans whose provider asks about the computer, one line per requirement. */
export function computerQuestions(offers: readonly Offer[], { t, format }: Texts): readonly { readonly provider: string; readonly wanted: string; readonly isUnsuitable: boolean }[] {
  return offers.flatMap((offer) => {
    const requirement = offer.offering.clientRequirement
    if (!requirement) return []
    return [{ provider: offer.provider.name, wanted: t('computer.wanted', { name: offer.offering.name, memory: requirement.minMemoryMb / 1024, systems: format.list(requirement.operatingSystems) }), isUnsuitable: offer.why?.code === 'client-unsuitable' }]
  })
}
