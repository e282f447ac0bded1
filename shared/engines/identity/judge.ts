import type { MatchReason } from '../../domain/people.ts'
import { compareNames } from './compare-names.ts'
import type { NameKind } from './compare-names.ts'
import { mailKey, phoneKey, signInKey } from './contacts.ts'
import { foldName, foldPerson } from './fold.ts'
import type { FoldedName } from './fold.ts'
import { relatedNames } from './nicknames.ts'

/** What is known of a person, typed or kept. Empty text: not known. `addressIds`: of houses and units, newest first. */
export type PersonFacts = { readonly givenName: string; readonly familyName: string; readonly email: string; readonly phone: string; readonly userIdentifier: string; readonly addressIds: readonly string[] }

export const VERDICTS = ['same', 'maybe', 'different'] as const
/** 'same': offered to be joined by one key. 'maybe': worth a look. Nothing is ever joined by this engine. */
export type Verdict = (typeof VERDICTS)[number]

export type Judgement = { readonly verdict: Verdict; readonly reasons: readonly MatchReason[]; readonly weight: number }

/** How often a phone or mail is met under other given names: then it belongs to a house, not to a person. */
export type SharedContacts = { readonly isPhoneShared: boolean; readonly isMailShared: boolean }
const UNSHARED: SharedContacts = { isPhoneShared: false, isMailShared: false }

type Agreement = 'same' | 'other' | 'missing'
type Evidence = { readonly name: NameKind; readonly phone: Agreement; readonly mail: Agreement; readonly signIn: Agreement; readonly address: Agreement; readonly generationDiffers: boolean; readonly isHouseholdMail: boolean; readonly signInIsMail: boolean }

/**
 * Whether two records mean one person, and why. 'same' needs the same name (or its one sure short form), the sign-in name, and two contacts
 * of the person that agree on their own. Father and son of one name may share house, phone and mail, and no birthday is asked: without the
 * sign-in name, which an ISP gives once, it stays a question. A contact that others use too proves a house, not a person; another generation
 * ("Jr") or another sign-in name at the same ISP speaks against it. A name that is only alike is never 'same': Dana's sister is Dena.
 */
export function judge(a: PersonFacts, b: PersonFacts, shared: SharedContacts = UNSHARED): Judgement {
  const evidence = gather(a, b)
  const verdict = verdictOf(evidence, shared)
  return { verdict, reasons: reasonsOf(evidence, shared), weight: weightOf(evidence, verdict) }
}

/** Judges everyone whom the keys brought together. A contact that a person of another name among them has too is a shared one. */
export function judgeAll<T extends { readonly person: PersonFacts }>(typed: PersonFacts, found: readonly T[]): readonly (T & Judgement)[] {
  const people = [typed, ...found.map((item) => item.person)]
  const isShared = (keyOf: (person: PersonFacts) => string | null): boolean => {
    const key = keyOf(typed)
    const holders = key === null ? [] : people.filter((person) => keyOf(person) === key).map(foldPerson).filter((name) => name.given !== '')
    return holders.some((one) => holders.some((other) => isSomebodyElse(one, other)))
  }
  const shared = { isPhoneShared: isShared((person) => phoneKey(person.phone)), isMailShared: isShared((person) => mailKey(person.email)) }
  return found.map((item) => ({ ...item, ...judge(typed, item.person, shared) })).sort((one, other) => other.weight - one.weight)
}

const isSomebodyElse = (a: FoldedName, b: FoldedName): boolean => a.suffix !== b.suffix || ['otherGiven', 'other', 'similar'].includes(compareNames(a, b))

function gather(a: PersonFacts, b: PersonFacts): Evidence {
  const nameA = foldPerson(a)
  const nameB = foldPerson(b)
  const mail = mailKey(a.email)
  const signIn = signInKey(a.userIdentifier)
  return {
    name: compareNames(nameA, nameB), generationDiffers: nameA.suffix !== nameB.suffix,
    phone: agree(phoneKey(a.phone), phoneKey(b.phone)), mail: agree(mail, mailKey(b.email)), signIn: agree(signIn, signInKey(b.userIdentifier)),
    address: a.addressIds.length === 0 || b.addressIds.length === 0 ? 'missing' : a.addressIds.some((id) => b.addressIds.includes(id)) ? 'same' : 'other',
    isHouseholdMail: mail !== null && (isHouseholdMail(mail, nameA) || isHouseholdMail(mail, nameB)), signInIsMail: mail !== null && mail === signIn,
  }
}

const agree = (a: string | null, b: string | null): Agreement => (a === null || b === null ? 'missing' : a === b ? 'same' : 'other')

/** "thespecimens@": the family's name without the person's. */
function isHouseholdMail(mail: string, { given, family }: FoldedName): boolean {
  const local = foldName(mail.split('@')[0]!).replaceAll(' ', '')
  const name = family.replaceAll(' ', '')
  if (name.length < 3 || !local.includes(name) || given === '') return false
  const rest = local.replace(name, '').replaceAll(/\d/g, '')
  return !relatedNames(given).some((one) => rest.includes(one)) && rest !== given[0] && rest !== given
}

function verdictOf(e: Evidence, shared: SharedContacts): Verdict {
  const contacts = [e.phone, e.mail, e.signIn].filter((one) => one === 'same').length
  if (isSame(e, shared)) return 'same'
  if (['same', 'nickname', 'swapped', 'similar'].includes(e.name)) {
    if (contacts > 0 || e.address === 'same') return 'maybe'
    return hasNothingToCompare(e) && e.name !== 'similar' ? 'maybe' : 'different'
  }
  if (e.name === 'missing') return contacts > 0 ? 'maybe' : 'different'
  if (e.name === 'otherGiven' || e.name === 'otherFamily') return contacts > 0 ? 'maybe' : 'different'
  return contacts > 1 || e.mail === 'same' || e.signIn === 'same' || (e.phone === 'same' && e.address === 'same') ? 'maybe' : 'different'
}

function isSame(e: Evidence, shared: SharedContacts): boolean {
  if (e.generationDiffers || e.signIn !== 'same') return false
  const phone = e.phone === 'same' && !shared.isPhoneShared
  const mail = e.mail === 'same' && !shared.isMailShared && !e.isHouseholdMail
  // A sign-in name that is the mail address proves nothing the mail did not.
  const signIn = e.signIn === 'same' && !(e.signInIsMail && e.mail === 'same')
  const personal = [phone, mail, signIn].filter(Boolean).length
  // A father called Robert and his son Bobby: a short form needs the sign-in name, which no two people have.
  if (e.name === 'nickname') return personal >= 2 && signIn
  return (e.name === 'same' || e.name === 'swapped') && personal >= 2
}

const hasNothingToCompare = (e: Evidence): boolean => e.phone === 'missing' && e.mail === 'missing' && e.signIn === 'missing' && e.address !== 'other'

const NAME_REASONS: Partial<Readonly<Record<NameKind, MatchReason>>> = { same: 'same-name', nickname: 'nickname', swapped: 'swapped-name', similar: 'similar-name' }

function reasonsOf(e: Evidence, shared: SharedContacts): readonly MatchReason[] {
  const isName = NAME_REASONS[e.name]
  const isFamily = e.name === 'otherGiven'
  const rules: readonly (readonly [boolean, MatchReason])[] = [
    [e.signIn === 'same', 'same-sign-in'],
    [e.phone === 'same' && isFamily, 'family-phone'], [e.phone === 'same' && (e.name === 'other' || e.name === 'otherFamily'), 'phone-changed-hands'],
    [e.mail === 'same' && isFamily, 'family-mail'], [e.mail === 'same' && (e.name === 'other' || e.name === 'otherFamily'), 'mail-other-name'],
    [e.phone === 'same' && (isName !== undefined || e.name === 'missing'), 'same-phone'], [e.mail === 'same' && (isName !== undefined || e.name === 'missing'), 'same-mail'],
    [isName !== undefined, isName ?? 'same-name'],
    [e.address === 'same', e.name === 'other' ? 'new-at-address' : 'same-address'],
    [e.generationDiffers, 'generation-differs'], [e.signIn === 'other' && isName !== undefined, 'other-sign-in'], [e.signIn === 'missing' && isName !== undefined && e.phone === 'same' && e.mail === 'same', 'sign-in-unsaid'],
    [e.phone === 'same' && shared.isPhoneShared && isName !== undefined, 'shared-phone'], [e.mail === 'same' && shared.isMailShared && isName !== undefined, 'shared-mail'], [e.mail === 'same' && e.isHouseholdMail && isName !== undefined, 'household-mail'],
    [isName !== undefined && hasNothingToCompare(e) && e.address !== 'same', 'only-name'],
    [isName !== undefined && e.phone !== 'same' && e.mail !== 'same' && e.signIn !== 'same' && !hasNothingToCompare(e), 'other-contacts'],
  ]
  return rules.filter(([holds]) => holds).map(([, reason]) => reason)
}

const NAME_WEIGHT: Readonly<Record<NameKind, number>> = { same: 8, swapped: 7, nickname: 7, similar: 5, otherGiven: 2, otherFamily: 1, missing: 0, other: 0 }
const VERDICT_WEIGHT: Readonly<Record<Verdict, number>> = { same: 100, maybe: 50, different: 0 }
const weightOf = (e: Evidence, verdict: Verdict): number =>
  VERDICT_WEIGHT[verdict] + NAME_WEIGHT[e.name] + [[e.phone, 6], [e.mail, 6], [e.signIn, 8], [e.address, 3]].reduce((sum, [agreement, weight]) => sum + (agreement === 'same' ? Number(weight) : 0), 0)
