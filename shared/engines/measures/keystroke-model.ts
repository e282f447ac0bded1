import type { Strokes } from '../../domain/call-record.ts'

/** Seconds of one act, in milliseconds: K an average typist's key, M a mental act, P pointing, H the hand between keyboard and mouse. */
export const KLM_MS = { key: 280, mental: 1_350, point: 1_100, hand: 400 } as const

/**
 * What the acts of a call need by the keystroke-level model, in milliseconds: execution only, without talk, waiting or reading.
 * A modifier is a key of its own, as the model has it; a click is a pointing and a key. An estimate, never shown as measured.
 * Source: Card, Moran, Newell, "The keystroke-level model for user performance time with interactive systems", CACM 23(7), 1980.
 */
export function estimateByKeystrokes(strokes: Strokes): number {
  const keys = strokes.dataKeys + strokes.commandKeys + strokes.modifiers + strokes.clicks
  return keys * KLM_MS.key + strokes.mentalActs * KLM_MS.mental + strokes.clicks * KLM_MS.point + strokes.handMoves * KLM_MS.hand
}
