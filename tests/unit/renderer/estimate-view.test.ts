import { describe, expect, it } from 'vitest'
import { answerRow } from '../../../renderer/journeys/signup/answer-rows.ts'
import { traceRows } from '../../../renderer/journeys/signup/answer-trace.ts'
import type { AnswerEstimate } from '../../../shared/domain/evidence.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { Language } from '../../../shared/domain/language.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { DAY_MS, facts, NOW } from '../engines/builders.ts'

// Goal: nobody reads an estimate out as a promise. Method: the engine's own answer for one made-up estimate, drawn as the screen draws it, in both languages.
const estimate: AnswerEstimate = { providerId: asId('kestrel'), accessType: 'fiber', probability: 0.824, from: 40, nearestM: 22, farthestM: 888, newestAt: NOW - 40 * DAY_MS, source: 'collected2022' }
const lineOf = (over: Partial<AnswerEstimate> = {}) => qualify(facts({ estimates: [{ ...estimate, ...over }] }))[0]!
const row = (language: Language, over: Partial<AnswerEstimate> = {}) => answerRow(lineOf(over), { texts: createTexts(language), status: null, now: NOW, isAsking: false })

describe('an estimate on the screen', () => {
  it.each<[Language, string, string, RegExp]>([
    ['en', 'Unknown', 'unknown here, 82% by the neighbours: 40 answers within 888 m; an estimate, never a promise', /never a promise/],
    ['es', 'No se sabe', 'no se sabe aquí, 82 % según los vecinos: 40 respuestas a menos de 888 m; una estimación, nunca una promesa', /nunca una promesa/],
  ])('is unknown, so many of a hundred by the neighbours, never a promise (%s)', (language, label, sentence, promise) => {
    const { state, stateLabel, facts: told, speed, yesWhen } = row(language)
    expect({ state, stateLabel, speed, yesWhen }).toEqual({ state: 'unknown', stateLabel: label, speed: null, yesWhen: null })
    expect(told.at(-1)).toEqual({ mark: 'unknown', text: sentence })
    expect(told.filter(({ text }) => promise.test(text))).toHaveLength(1)
  })
  it.each<Language>(['en', 'es'])('is never drawn as a yes or a no, nor told as none or all of a hundred, however sure it is (%s)', (language) => {
    for (const [probability, percent] of [[0, 1], [0.0001, 1], [0.5, 50], [0.9999, 99], [1, 99]] as const) {
      const { state, facts: told } = row(language, { probability })
      expect(state).toBe('unknown')
      expect(told.every(({ mark }) => mark === 'unknown')).toBe(true)
      expect(told.at(-1)!.text).toMatch(new RegExp(`(^|\\D)${percent} ?%`))
    }
  })
  it.each<Language>(['en', 'es'])('counts one answer as one (%s)', (language) => expect(row(language, { from: 1 }).facts.at(-1)!.text).toMatch(/: 1 (answer within|respuesta a menos de) 888/))
  it.each<[Language, RegExp]>([['en', /Nothing can be ordered on it/], ['es', /No se puede pedir nada/i]])('says in its trace what it rests on and that nothing can be ordered on it (%s)', (language, last) => {
    const said = traceRows(lineOf(), { texts: createTexts(language), status: null }).map((item) => JSON.stringify(item)).join()
    expect(said).toMatch(last)
    expect(said).toMatch(/82 ?%/)
  })
  // The control: what a provider said of this house itself is told without a word of estimates.
  it.each<Language>(['en', 'es'])('is not spoken of where the provider itself has answered (%s)', (language) => {
    const [line] = qualify(facts({ estimates: [estimate], answers: [{ providerId: asId('kestrel'), accessType: 'fiber', qualified: true, planName: null, priceMicro: null, downlinkKbps: null, uplinkKbps: null, reasonCode: null, overProviderId: null, answeredAt: NOW - DAY_MS, source: 'collected2022' }] }))
    const drawn = answerRow(line!, { texts: createTexts(language), status: null, now: NOW, isAsking: false })
    expect(drawn.state).toBe('yes')
    expect(JSON.stringify(drawn)).not.toMatch(/estimate|estimaci/)
  })
})
