import { EN } from './en.ts'
import type { MessageKey } from './en.ts'
import { formatDate, formatDuration, formatMeters, formatMicro, formatMinor, formatMonth, formatSpeed } from './format.ts'

export type Details = Readonly<Record<string, string | number | boolean | null | undefined>>
/** Families of texts that are chosen by a code from elsewhere. */
export type MessageFamily = 'error' | 'reason' | 'why' | 'state' | 'step' | 'stepPast' | 'stepDone' | 'stepState' | 'event' | 'service' | 'serviceReason' | 'fault' | 'access' | 'role'

const UNITS: readonly (readonly [RegExp, (value: number) => string])[] = [
  [/Minor$/, formatMinor], [/Micro$/, formatMicro], [/Kbps$/, formatSpeed], [/M$/, formatMeters], [/Ms$/, formatDuration], [/^readyAt$/, formatMonth], [/At$/, formatDate],
]

/** A text with its placeholders filled; the unit of a number is told by the end of its name. A missing value prints as a dash. */
export const text = (key: MessageKey, details: Details = {}): string => fill(EN[key], details)

/** A text chosen by a code that may be newer than this screen: an unknown one is named, never hidden. */
export function textFor(family: MessageFamily, code: string, details: Details = {}): string {
  const template = (EN as Readonly<Record<string, string>>)[`${family}.${code}`]
  return template === undefined ? `Code ${code}` : fill(template, details)
}

/** Fills the placeholders of a template. */
export function fill(template: string, details: Details): string {
  return template.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value = details[name]
    if (value === undefined || value === null || value === '') return '–'
    const unit = typeof value === 'number' ? UNITS.find(([ending]) => ending.test(name)) : undefined
    return unit ? unit[1](value as number) : String(value)
  })
}
