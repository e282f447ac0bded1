// People who are not the same though much agrees, and people who are though much does not. Seeded; every name is invented or plain.
import type { PersonFacts } from '../../shared/engines/identity/judge.ts'

export type PeopleCase = { readonly kind: string; readonly typed: PersonFacts; readonly base: readonly PersonFacts[]; /** Which of the base is the typed person; null: none. */ readonly truth: number | null }
export type Random = { readonly below: (n: number) => number; readonly of: <T>(items: readonly T[]) => T; readonly chance: (share: number) => boolean }

/** Mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number): number => Math.floor(next() * n)
  return { below, of: (items) => items[below(items.length)]!, chance: (share) => next() < share }
}

const GIVEN = ['James', 'Mary', 'Robert', 'Patricia', 'John', 'Jennifer', 'Michael', 'Elizabeth', 'William', 'Margaret', 'Richard', 'Susan', 'Joseph', 'Katherine', 'Thomas', 'Rebecca', 'Charles', 'Deborah', 'Daniel', 'Kimberly', 'Matthew', 'Theresa', 'Anthony', 'Barbara', 'Edward', 'Victoria', 'Steven', 'Samantha', 'Andrew', 'Christina', 'Juniper', 'Ottoline', 'Bartholomew', 'José', 'Renée', 'Zoë', 'Søren', 'Guadalupe', 'Francisco', 'Ignacio', 'Mary Ann', 'Thaddeus', 'Wilhelmina', 'Percival', 'Marisol', 'Lakshmi', 'Nguyet', 'Oluwaseun'] as const
const FAMILY = ['Exampleton', 'Specimen', 'Placeholder', 'Sampleworth', 'Testerman', 'Mockingham', 'O’Fixture', 'García-Muestra', 'Núñez', 'Ångström', 'Vandersample', 'McDummy', 'Fauxley', 'Prototype', 'Lorem', 'Ipsumsen', 'Dolorsit', 'Protopopov', 'Smith', 'Johnson', 'Nguyen', 'Peña', 'Müller', 'De la Muestra'] as const
/** One slip of a finger apart, and both are names that people bear. */
const REAL_SLIPS: readonly (readonly [string, string])[] = [['Dana', 'Dena'], ['Maria', 'Marie'], ['Jan', 'Jon'], ['Erin', 'Eric'], ['Amy', 'May'], ['Brian', 'Brain'], ['Aiden', 'Jaiden'], ['Shawna', 'Shauna'], ['Kristin', 'Kristen'], ['Carl', 'Karl'], ['Joan', 'Jean'], ['Lena', 'Lana'], ['Tina', 'Gina'], ['Mark', 'Mary'], ['Sara', 'Sarai'], ['Ana', 'Anna'], ['Hannah', 'Hanna'], ['Leo', 'Lea'], ['Erik', 'Erika'], ['Paul', 'Paula'], ['Daniel', 'Daniela'], ['Michel', 'Michael'], ['Julia', 'Julian'], ['Marian', 'Marion'], ['Erin', 'Aaron'], ['Jean', 'Gene']]
const TWINS: readonly (readonly [string, string])[] = [['Jayden', 'Jordan'], ['Christopher', 'Christina'], ['Alexander', 'Alexandra'], ['Ella', 'Emma'], ['Madison', 'Morgan'], ['Taylor', 'Tyler'], ['Olivia', 'Sophia'], ['Samuel', 'Samantha'], ['Chris', 'Christina'], ['Alex', 'Alexandra'], ['Faith', 'Hope'], ['Jacob', 'Joshua']]
const NICK: Readonly<Record<string, readonly string[]>> = { Robert: ['Bob', 'Rob', 'Bobby'], William: ['Bill', 'Will'], Elizabeth: ['Liz', 'Beth'], Margaret: ['Maggie', 'Peggy'], Richard: ['Rick', 'Dick'], Katherine: ['Kate', 'Kathy'], Thomas: ['Tom'], Deborah: ['Debbie', 'Deb'], James: ['Jim'], Joseph: ['Joe'], Michael: ['Mike'], Francisco: ['Paco'], Guadalupe: ['Lupe'], Ignacio: ['Nacho'], Edward: ['Ed', 'Ted'], Kimberly: ['Kim'], Andrew: ['Drew'], Steven: ['Steve'], Patricia: ['Trish'], Jennifer: ['Jenny'], Daniel: ['Dan'], Charles: ['Chuck'], Anthony: ['Tony'], Matthew: ['Matt'] }

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/[^A-Za-z]/g, '').toLowerCase()
const domain = (random: Random): string => random.of(['gmail.com', 'example.org', 'example.net', 'outlook.com', 'mail.example'])
const phone = (random: Random): string => {
  const digits = `307${200 + random.below(700)}${String(random.below(10_000)).padStart(4, '0')}`
  return random.of([`(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`, `+1 ${digits}`, `${digits.slice(0, 3)}.${digits.slice(3, 6)}.${digits.slice(6)}`, digits])
}
const house = (random: Random): string => `adr-${random.below(1_000_000)}`
const mailOf = (given: string, family: string, random: Random): string => random.of([`${plain(given)}.${plain(family)}@`, `${plain(given)[0] ?? ''}${plain(family)}${random.below(99)}@`, `wren${random.below(99_999)}@`, `${plain(given)}${random.below(999)}@`]) + domain(random)
const signInOf = (given: string, family: string, random: Random): string => `${plain(given)}.${plain(family)}${random.below(100_000)}@highplains.example`

export function somebody(random: Random, name: { readonly givenName?: string; readonly familyName?: string } = {}): PersonFacts {
  const givenName = name.givenName ?? random.of(GIVEN)
  const familyName = name.familyName ?? random.of(FAMILY)
  return { givenName, familyName, email: mailOf(givenName, familyName, random), phone: phone(random), userIdentifier: signInOf(givenName, familyName, random), addressIds: [house(random)] }
}

/** People of one house share its telephone or its mail, or both; then each has a sign-in name of their own, because an ISP gives it once. */
function housemate(random: Random, of: PersonFacts, name: { readonly givenName: string; readonly familyName?: string }): PersonFacts {
  const drawn = somebody(random, { givenName: name.givenName, familyName: name.familyName ?? of.familyName })
  // What is their own is not by chance the other's.
  const own = drawn.email === of.email ? { ...drawn, email: `own.${drawn.email}` } : drawn
  const shares = random.below(3)
  return { ...own, addressIds: of.addressIds, phone: shares !== 1 ? of.phone : own.phone, email: shares !== 0 ? of.email : own.email, userIdentifier: shares === 2 || random.chance(0.5) ? own.userIdentifier : '' }
}
const familyMail = (person: PersonFacts, random: Random): PersonFacts => (random.chance(0.5) ? { ...person, email: `the${plain(person.familyName)}s@${domain(random)}` } : person)

type Maker = (random: Random) => Omit<PeopleCase, 'kind' | 'truth'>
const NEGATIVES: Readonly<Record<string, Maker>> = {
  'parent and child of one name': (random) => {
    const parent = familyMail(somebody(random), random)
    const marked = random.chance(0.7)
    const nick = random.chance(0.3) ? random.of(NICK[parent.givenName] ?? [parent.givenName]) : parent.givenName
    const child = housemate(random, parent, { givenName: nick })
    return { typed: marked ? { ...child, familyName: `${child.familyName} ${random.of(['Jr', 'Jr.', 'II', 'Junior'])}` } : child, base: [marked && random.chance(0.5) ? { ...parent, familyName: `${parent.familyName} Sr` } : parent] }
  },
  // Nothing that is asked tells them apart but the sign-in name, and at least one of them has not said it.
  'father and son of one name, house, telephone and mail': (random) => {
    const father = somebody(random)
    const son = { ...father, userIdentifier: '' }
    return random.chance(0.5) ? { typed: son, base: [father] } : { typed: random.chance(0.5) ? father : son, base: [son] }
  },
  'family sharing a telephone': (random) => {
    const one = somebody(random)
    const other = random.of(GIVEN.filter((name) => name !== one.givenName))
    return { typed: { ...housemate(random, one, { givenName: other }), phone: one.phone }, base: [one] }
  },
  'family sharing a mail address': (random) => {
    const one = familyMail(somebody(random), random)
    return { typed: { ...housemate(random, one, { givenName: random.of(GIVEN.filter((name) => name !== one.givenName)) }), email: one.email }, base: [one] }
  },
  'a recycled telephone number': (random) => {
    const before = somebody(random)
    return { typed: { ...somebody(random, random.chance(0.3) ? { givenName: before.givenName } : random.chance(0.3) ? { givenName: before.givenName, familyName: before.familyName } : {}), phone: before.phone }, base: [before] }
  },
  'twins': (random) => {
    const [a, b] = random.of(TWINS)
    const one = familyMail(somebody(random, { givenName: a }), random)
    return { typed: housemate(random, one, { givenName: b }), base: [one] }
  },
  'the same name next door': (random) => {
    const one = somebody(random)
    return { typed: { ...somebody(random, one), addressIds: [random.chance(0.5) ? `${one.addressIds[0]}-u2` : house(random)] }, base: [one] }
  },
  'spouses': (random) => {
    const one = familyMail(somebody(random), random)
    const other = random.of(GIVEN.filter((name) => name !== one.givenName))
    return { typed: housemate(random, one, { givenName: other, ...(random.chance(0.3) ? { familyName: random.of(FAMILY) } : {}) }), base: [one] }
  },
  'a slip that makes another real name': (random) => {
    const [a, b] = random.of(REAL_SLIPS)
    const one = somebody(random, { givenName: a })
    const both = housemate(random, one, { givenName: b })
    return { typed: random.chance(0.5) ? { ...both, phone: one.phone, email: one.email, userIdentifier: '' } : both, base: [one] }
  },
  'a new owner of a house': (random) => {
    const before = somebody(random)
    return { typed: { ...somebody(random, random.chance(0.1) ? { givenName: before.givenName } : {}), addressIds: before.addressIds }, base: [before] }
  },
  'two of a family known, a namesake of one calls': (random) => {
    const one = somebody(random)
    const other = { ...housemate(random, one, { givenName: random.of(GIVEN.filter((name) => name !== one.givenName)) }), phone: one.phone, email: one.email }
    return { typed: { ...somebody(random, one), phone: one.phone, email: one.email, userIdentifier: '', addressIds: one.addressIds }, base: [one, other] }
  },
}

const slip = (text: string, random: Random): string => {
  const at = 1 + random.below(Math.max(1, text.length - 2))
  return random.of([text.slice(0, at) + text.slice(at + 1), text.slice(0, at) + text[at]! + text.slice(at), `${text.slice(0, at)}${text[at + 1] ?? ''}${text[at]!}${text.slice(at + 2)}`, text.slice(0, at) + random.of(['e', 'a', 'r', 'n']) + text.slice(at + 1)])
}
const unmarked = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ø', 'o').replaceAll('’', '')
type Change = (person: PersonFacts, random: Random) => PersonFacts
const CHANGES: Readonly<Record<string, Change>> = {
  'a slip in the name': (person, random) => (random.chance(0.5) ? { ...person, givenName: slip(person.givenName, random) } : { ...person, familyName: slip(person.familyName, random) }),
  'a short form': (person, random) => ({ ...person, givenName: random.of(NICK[person.givenName] ?? [person.givenName]) }),
  'moved': (person, random) => ({ ...person, addressIds: [house(random)] }),
  'a new telephone': (person, random) => ({ ...person, phone: phone(random) }),
  'a changed mail': (person, random) => ({ ...person, email: mailOf(person.givenName, person.familyName, random) }),
  'names swapped': (person) => ({ ...person, givenName: person.familyName, familyName: person.givenName }),
  'marks left away': (person) => ({ ...person, givenName: unmarked(person.givenName), familyName: unmarked(person.familyName) }),
  'typed in another manner': (person) => ({ ...person, email: person.email.toUpperCase(), phone: person.phone.replaceAll(/[^\d+]/g, ''), givenName: ` ${person.givenName.toUpperCase()}` }),
  'the sign-in name not said yet': (person) => ({ ...person, userIdentifier: '' }),
}

function duplicate(random: Random): PeopleCase {
  const known = somebody(random)
  const kinds = [...new Set([random.of(Object.keys(CHANGES)), ...(random.chance(0.6) ? [random.of(Object.keys(CHANGES))] : []), ...(random.chance(0.2) ? [random.of(Object.keys(CHANGES))] : [])])]
  const others = random.chance(0.3) ? [housemate(random, known, { givenName: random.of(GIVEN.filter((name) => name !== known.givenName)) })] : []
  return { kind: kinds.join(', '), typed: kinds.reduce((person, kind) => CHANGES[kind]!(person, random), known), base: [known, ...others], truth: 0 }
}

export const negatives = (seed: number, count: number): readonly PeopleCase[] => {
  const random = seededRandom(seed)
  const kinds = Object.keys(NEGATIVES)
  return Array.from({ length: count }, (_, at) => {
    const kind = kinds[at % kinds.length]!
    return { kind, ...NEGATIVES[kind]!(random), truth: null }
  })
}
export const duplicates = (seed: number, count: number): readonly PeopleCase[] => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => duplicate(random))
}
