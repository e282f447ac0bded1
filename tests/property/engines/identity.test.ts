// Goal: nobody is offered to be joined with somebody else, and most who are the same are found. Method: seeded cases of both; a naive matcher must fail the same check.
import { describe, expect, it } from 'vitest'
import { phoneKey } from '../../../shared/engines/identity/contacts.ts'
import { foldPerson } from '../../../shared/engines/identity/fold.ts'
import { judgeAll } from '../../../shared/engines/identity/judge.ts'
import type { PersonFacts, Verdict } from '../../../shared/engines/identity/judge.ts'
import { keysOf } from '../../../shared/engines/identity/keys.ts'
import { soundOf } from '../../../shared/engines/identity/sound.ts'
import { duplicates, negatives } from '../../support/people-generator.ts'
import type { PeopleCase } from '../../support/people-generator.ts'

const SEED = 20_261_122
type Matcher = (typed: PersonFacts, base: readonly PersonFacts[]) => readonly { readonly person: PersonFacts; readonly verdict: Verdict }[]

/** As the desk does it: what shares no key is never looked at. */
const ours: Matcher = (typed, base) => {
  const keys = new Set(keysOf(typed))
  return judgeAll(typed, base.filter((person) => keysOf(person).some((key) => keys.has(key))).map((person) => ({ person })))
}
/** What a first attempt looks like: sounds alike and the same telephone. */
const naive: Matcher = (typed, base) => base.map((person) => {
  const sound = (one: PersonFacts) => Object.values(foldPerson(one)).slice(0, 2).map(soundOf).join(' ')
  return { person, verdict: sound(typed) === sound(person) && phoneKey(typed.phone) === phoneKey(person.phone) ? ('same' as const) : ('different' as const) }
})

/** The rule there was: two contacts of one name that agree, whichever they are. */
const anyTwoContacts: Matcher = (typed, base) => base.map((person) => {
  const isSame = (['givenName', 'familyName', 'phone', 'email'] as const).every((field) => typed[field] !== '' && typed[field] === person[field])
  return { person, verdict: isSame ? ('same' as const) : ('different' as const) }
})

const falselySame = (matcher: Matcher, cases: readonly PeopleCase[]): readonly string[] =>
  cases.filter((one) => matcher(one.typed, one.base).some((found) => found.verdict === 'same')).map((one) => `${one.kind}: ${JSON.stringify([one.typed, ...one.base])}`)

describe(`who is who (seed ${SEED})`, () => {
  const hard = negatives(SEED, 22_000)
  const twice = duplicates(SEED + 1, 5_000)

  it('never calls two people the same, in 22,000 hard cases of eleven kinds', () => {
    expect(new Set(hard.map((one) => one.kind)).size).toBe(11)
    expect(falselySame(ours, hard)).toEqual([])
  })

  it('is a check that a naive matcher fails', () => expect(falselySame(naive, hard).length).toBeGreaterThan(100))

  it('is a check that phone and mail without the sign-in name fail, for a father and son of one name', () => {
    const fatherAndSon = hard.filter((one) => one.kind.startsWith('father and son'))
    expect(fatherAndSon).toHaveLength(2_000)
    expect(falselySame(anyTwoContacts, fatherAndSon)).toHaveLength(fatherAndSon.length)
  })

  it('finds at least four of five who are the same, and offers to join many', () => {
    const verdicts = twice.map((one) => ours(one.typed, one.base).find((found) => found.person === one.base[one.truth ?? 0])?.verdict ?? 'different')
    const share = (...kinds: readonly Verdict[]): number => verdicts.filter((verdict) => kinds.includes(verdict)).length / verdicts.length
    process.stdout.write(`identity: recall same ${share('same').toFixed(3)}, same or maybe ${share('same', 'maybe').toFixed(3)} of ${twice.length}\n`)
    expect(share('same', 'maybe')).toBeGreaterThanOrEqual(0.8)
    expect(share('same')).toBeGreaterThanOrEqual(0.3)
  })

  it('says why, whenever it does not say different', () => {
    const silent = [...hard, ...twice].flatMap((one) => judgeAll(one.typed, one.base.map((person) => ({ person })))).filter((found) => found.verdict !== 'different' && found.reasons.length === 0)
    expect(silent).toEqual([])
  })

  it('does not depend on who was typed and who was kept', () => {
    for (const one of [...hard.slice(0, 2_000), ...twice.slice(0, 1_000)]) {
      const [there] = judgeAll(one.typed, [{ person: one.base[0]! }])
      const [back] = judgeAll(one.base[0]!, [{ person: one.typed }])
      expect([there?.verdict === 'same', one.kind]).toEqual([back?.verdict === 'same', one.kind])
    }
  })
})
