import type { Customer } from '../../../../shared/domain/customer.ts'
import { foldName } from '../../../../shared/engines/identity/fold.ts'
import { formalNames } from '../../../../shared/engines/identity/nicknames.ts'
import { soundOf } from '../../../../shared/engines/identity/sound.ts'
import { shortId } from '../../../../shared/kernel/ids.ts'
import type { PersonField } from './cache.ts'

/** What is searched of one customer, words apart by a blank, per field. Digits of a phone stand backwards: people say the last ones. */
export type PersonTexts = { readonly [F in PersonField]: string }

/** The words of a customer. */
export function personTexts(customer: Customer, known: { readonly localIds: readonly string[]; readonly orderIds: readonly string[]; readonly addressLines: readonly string[] }): PersonTexts {
  const name = foldName(`${customer.givenName} ${customer.familyName}`)
  const given = foldName(customer.givenName)
  const ids = [customer.id, customer.billingAccount.id, ...known.orderIds].flatMap((id) => [plain(id), plain(shortId(id))])
  return {
    name, sound: soundsOf([...name.split(' '), ...formalNames(given)]), phone: reversed(customer.phone), mail: `${plain(customer.email)} ${wordsOf(customer.email).join(' ')}`,
    id: [...ids, ...known.localIds.map(plain), plain(customer.userIdentifier), ...wordsOf(customer.userIdentifier)].join(' '),
    address: foldName(known.addressLines.join(' ')),
  }
}

/** How one word that was typed may be meant. */
type Term = { readonly plain: readonly (readonly [PersonField, string])[]; readonly sound: string }

/** FTS5 questions, the most exact first: each word as it is, as a beginning, then by ear. Empty when nothing can be looked for. */
export function searchStages(text: string): readonly string[] {
  const terms = termsOf(text)
  if (terms.length === 0) return []
  const all = (one: (term: Term) => readonly string[]): string | null => {
    const parts = terms.map(one)
    return parts.every((options) => options.length > 0) ? parts.map((options) => `(${options.join(' OR ')})`).join(' AND ') : null
  }
  const exact = all((term) => term.plain.map(([field, word]) => `${field} : "${word}"`))
  const begins = all((term) => term.plain.map(([field, word]) => `${field} : "${word}"*`))
  const byEar = all((term) => [...term.plain.map(([field, word]) => `${field} : "${word}"*`), ...(term.sound === '' ? [] : [`sound : "${term.sound}"`])])
  return [exact, begins, terms.some((term) => term.sound !== '') ? byEar : null].filter((stage) => stage !== null)
}

/** In which fields the words that were typed are found, each word in the first that has it. */
export function matchedFields(text: string, texts: PersonTexts): readonly PersonField[] {
  const begins = (field: PersonField, word: string): boolean => texts[field].split(' ').some((one) => one.startsWith(word))
  const fields = termsOf(text).flatMap((term) => {
    const hit = term.plain.find(([field, word]) => begins(field, word))
    return hit ? [hit[0]] : term.sound !== '' && texts.sound.split(' ').includes(term.sound) ? (['sound'] as const) : []
  })
  return [...new Set(fields)]
}

/** A whole number among other words, as a line that is read out or pasted has it: "307 555 0110 Juniper". */
const PHONE = /(?<!\d)\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)/

function termsOf(text: string): readonly Term[] {
  const typed = text.trim().slice(0, 200)
  const digits = typed.replaceAll(/\D/g, '')
  // "(307) 555-0101" is one number, not three words.
  if (digits.length >= 4 && /^\+?[\d\s().-]+$/.test(typed)) return [{ plain: [['phone', [...digits].toReversed().join('')], ['id', digits], ['address', digits]], sound: '' }]
  const phone = PHONE.exec(typed)?.[0]
  const words = (phone ? typed.replace(phone, ' ') : typed).trim().split(/\s+/).flatMap(termsOfWord)
  return (phone ? [{ plain: [['phone', reversed(phone)] as const], sound: '' }, ...words] : words).slice(0, 12)
}

function termsOfWord(word: string): readonly Term[] {
  const short = /^(?:uc|po)-?([0-9a-f]{1,4}(?:-?[0-9a-f]{1,4})?)$/i.exec(word)
  if (short) return [{ plain: [['id', plain(short[1]!)]], sound: '' }]
  if (word.includes('@')) return plain(word) === '' ? [] : [{ plain: [['mail', plain(word)], ['id', plain(word)]], sound: '' }]
  if (/\d.*-|-.*\d/.test(word) && plain(word).length > 3) return [{ plain: [['id', plain(word)], ['phone', reversed(word)]].filter(([, one]) => one !== '') as [PersonField, string][], sound: '' }]
  return foldName(word).split(' ').filter((one) => one !== '').map((one): Term => {
    const isNumber = /^\d+$/.test(one)
    const fields: readonly PersonField[] = isNumber ? ['address', 'id', 'mail'] : ['name', 'mail', 'id', 'address']
    return { plain: [...fields.map((field) => [field, one] as const), ...(isNumber && one.length >= 4 ? [['phone', [...one].toReversed().join('')] as const] : [])], sound: !isNumber && one.length > 2 ? soundOf(one).toLowerCase() : '' }
  })
}

const plain = (text: string): string => foldName(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
const wordsOf = (text: string): readonly string[] => foldName(text).split(' ').concat(foldName(text.replaceAll('.', ' ')).split(' '))
const reversed = (phone: string): string => [...phone.replaceAll(/\D/g, '')].toReversed().join('')
const soundsOf = (words: readonly string[]): string => [...new Set(words.map((word) => soundOf(word).toLowerCase()))].join(' ')
