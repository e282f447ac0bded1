import { describe, expect, it } from 'vitest'
import { EN } from '../../../shared/messages/en.ts'
import { formatAge, formatDuration, formatMeters, formatMicro, formatMinor, formatSpeed, splitMoney } from '../../../shared/messages/format.ts'
import { text, textFor } from '../../../shared/messages/text.ts'
import { ERRORS } from '../../../shared/domain/errors.ts'

const ALL = Object.entries(EN)

describe('the texts', () => {
  it.each(Object.keys(ERRORS))('has words for the refusal %s', (code) => {
    expect(textFor('error', code)).not.toContain('Code ')
  })

  it('never says error, invalid, oops, sorry or success: a rep reads these aloud', () => {
    expect(ALL.filter(([, words]) => /\b(error|invalid|oops|sorry|success\w*)\b/i.test(words))).toEqual([])
  })

  it('never calls an answer that was lost a failure', () => {
    const lost = ALL.filter(([key]) => /unknown|lost|unavailable/.test(key)).map(([, words]) => words)
    expect(lost.length).toBeGreaterThan(4)
    expect(lost.filter((words) => /\bfail/i.test(words))).toEqual([])
  })

  it('names a code it does not know instead of hiding it', () => {
    expect(textFor('serviceReason', 'made-up-code')).toBe('Code made-up-code')
  })

  it('fills placeholders with the unit that the end of their name tells, and a dash where nothing came', () => {
    expect(text('error.price-changed', { oldMinor: 5000, newMinor: 5499 })).toBe('The price changed from $50.00 to $54.99. Tell the caller and ask again.')
    expect(text('reason.drop-too-long', { distanceM: 42, limitM: 30 })).toBe('the cable ends 42 m before this house; a drop may be 30 m')
    expect(text('reason.drop-too-long')).toBe('the cable ends – m before this house; a drop may be – m')
  })

  it('prints what was typed as text, whatever it contains', () => {
    expect(text('error.identifier-realm-unknown', { realm: '<script>{reason}' })).toBe('No ISP here answers for “<script>{reason}”. Check what stands after the @.')
  })
})

describe('the formatters', () => {
  it.each([[0, '$0.00'], [5, '$0.05'], [1588, '$15.88'], [123456789, '$1,234,567.89'], [-75, '\u2212$0.75']])('prints %i minor units as %s', (minor, words) => {
    expect(formatMinor(minor)).toBe(words)
  })
  it('splits an amount for large type', () => expect(splitMoney(5295)).toEqual({ whole: '$52', cents: '.95' }))
  it.each([[1_000_000, '$1.00'], [49_950_000, '$49.95'], [12_345, '$0.012345'], [-520_000, '\u2212$0.52']])('prints %i micro-units as %s', (micro, words) => {
    expect(formatMicro(micro)).toBe(words)
  })
  it.each([[100_000, '100 Mbps'], [750, '0.75 Mbps'], [1_000_000, '1 Gbps'], [940_000, '940 Mbps']])('prints %i kbps as %s', (kbps, words) => {
    expect(formatSpeed(kbps)).toBe(words)
  })
  it.each([[4, '4 ms'], [400, '0.4 s'], [44_000, '44 s'], [300_000, '5 min'], [10_800_000, '3 h']])('says %i ms as %s', (ms, words) => expect(formatDuration(ms)).toBe(words))
  it.each([[42.4, '42 m'], [4100, '4.1 km']])('says %f meters as %s', (meters, words) => expect(formatMeters(meters)).toBe(words))
  it('says how old an answer is', () => {
    expect(formatAge(1_000)).toBe('just now')
    expect(formatAge(7_200_000)).toBe('2 h old')
  })
})
