import type { CallEvent } from '../../../shared/domain/talk.ts'
import type { Texts } from '../../../shared/messages/texts.ts'

export type Note = { readonly id: string; readonly clock: string; readonly sentence: string }

/** The notes of a call, or its latest `most`, written from what happened, in the language of who reads. An event this screen does not know is named, not hidden. */
export function notesOf(events: readonly CallEvent[], { tf, format }: Pick<Texts, 'tf' | 'format'>, most = Infinity): readonly Note[] {
  const kept = settled(events)
  const first = Math.max(0, kept.length - most)
  return kept.slice(first).map((event, index) => ({ id: `${event.at}-${first + index}`, clock: format.clock(event.at), sentence: event.kind === 'text' ? String(event.details['text'] ?? '') : tf('note', event.kind, event.details) }))
}

/** Without what was taken back at once: a plan taken and left again says nothing, and the same thing twice in a row is one. */
function settled(events: readonly CallEvent[]): readonly CallEvent[] {
  const kept: CallEvent[] = []
  for (const event of events) {
    const last = kept.at(-1)
    const isOpposite = last?.kind === 'offerTaken' && event.kind === 'offerLeft' && last.details['name'] === event.details['name']
    if (isOpposite) kept.pop()
    else if (!last || last.kind !== event.kind || JSON.stringify(last.details) !== JSON.stringify(event.details)) kept.push(event)
  }
  return kept
}
