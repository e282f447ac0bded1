import { mailKey, phoneKey, signInKey } from './contacts.ts'
import { foldPerson } from './fold.ts'
import type { PersonFacts } from './judge.ts'
import { formalNames } from './nicknames.ts'
import { soundOf } from './sound.ts'

/**
 * Under which keys a person is kept and looked for: two records that share none are not compared. Phone, mail, sign-in name and house
 * as they are; the name by ear, given and family in either order, under every name a short form may stand for.
 */
export function keysOf(person: PersonFacts): readonly string[] {
  const phone = phoneKey(person.phone)
  const mail = mailKey(person.email)
  const signIn = signInKey(person.userIdentifier)
  return [...new Set([
    ...(phone === null ? [] : [`phone:${phone}`]), ...(mail === null ? [] : [`mail:${mail}`]), ...(signIn === null ? [] : [`sign-in:${signIn}`]),
    ...person.addressIds.map((id) => `address:${id}`), ...nameKeys(person),
  ])]
}

function nameKeys(person: PersonFacts): readonly string[] {
  const { given, family } = foldPerson(person)
  const sounds = (words: readonly string[]): readonly string[] => [...new Set(words.map(soundOf))].filter((sound) => sound !== '')
  // Of "Mary Ann" also "Mary", of "García López" also "García".
  const families = sounds([family, family.split(' ')[0] ?? ''])
  return sounds([given, given.split(' ')[0] ?? ''].flatMap(formalNames)).flatMap((one) => families.map((other) => `name:${[one, other].toSorted().join('|')}`))
}
