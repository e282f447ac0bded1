import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../shared/domain/language.ts'
import { ERRORS } from '../../../shared/domain/errors.ts'
import { EN } from '../../../shared/messages/en.ts'
import { ES } from '../../../shared/messages/es.ts'
import { formatOf } from '../../../shared/messages/format.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const english = createTexts('en')
const spanish = createTexts('es')
const en = formatOf('en')
const es = formatOf('es')
const NOON = new Date(2026, 2, 14, 15, 46, 2, 114).getTime()
const narrow = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('Spanish', () => {
  it('says everything that English says', () => {
    expect(Object.keys(EN).filter((key) => !Object.hasOwn(ES, key))).toEqual([])
    for (const key of Object.keys(EN)) expect(spanish.t(key as keyof typeof EN).length, key).toBeGreaterThan(0)
  })
  it.each(Object.keys(ERRORS))('has words for the refusal %s', (code) => expect(spanish.tf('error', code)).not.toContain('Código '))
  it('never says error, fallo, inválido, lo siento or por favor: a rep reads these aloud', () => {
    expect(Object.entries(ES).filter(([, words]) => /\b(error|fall[oóa]\w*|inv[aá]lid\w*|lo siento|por favor|[eé]xito\w*)\b/i.test(words ?? ''))).toEqual([])
  })
  it('speaks to the caller as usted', () => {
    const said = Object.entries(ES).filter(([key]) => key.startsWith('say.'))
    expect(said.length).toBeGreaterThan(10)
    expect(said.filter(([, words]) => /\b(tú|tu|tus|tienes|quieres|puedes|dime|contigo|vosotros)\b/i.test(words ?? ''))).toEqual([])
  })
  it('names a code it does not know', () => expect(spanish.tf('reason', 'made-up')).toBe('Código made-up'))
})

describe('a text with its values', () => {
  it('says money, months and distances by the end of the name', () => {
    expect(spanish.t('error.price-changed', { oldMinor: 5000, newMinor: 5499 })).toBe('El precio cambió de $50.00 a $54.99. Dígaselo a quien llama y pregunte de nuevo.')
    expect(spanish.t('reason.span-planned', { readyAt: NOON })).toBe('la línea está planeada para marzo de 2026')
  })
  it('says a code in the language, one or a list of them, and a code without words as it is', () => {
    expect(english.t('error.draft-incomplete', { fields: 'email, phone, ispPassword' })).toBe('Still missing: the e-mail, the phone, and the password at the ISP. Everything typed is kept.')
    expect(spanish.t('error.draft-incomplete', { fields: 'givenName, ispPassword' })).toBe('Todavía falta: el nombre y la contraseña del proveedor de internet. Lo escrito se conserva.')
    expect(spanish.t('error.input-invalid', { field: 'constructor' })).toContain('constructor')
  })
  it.each([[0, '0 services', '0 servicios'], [1, '1 service', '1 servicio'], [2, '2 services', '2 servicios'], [5, '5 services', '5 servicios'], [21, '21 services', '21 servicios'], [1_000_000, '1,000,000 services', '1,000,000 servicios']])('counts %i', (services, one, other) => {
    expect(english.t('stepDone.activateBilling', { services, firstBillMinor: 100 })).toContain(one)
    expect(spanish.t('stepDone.activateBilling', { services, firstBillMinor: 100 })).toContain(other)
  })
  it.each(LANGUAGES)('prints hostile input as text in %s', (language) => {
    const realm = '<img onerror=x>{reason}{n, plural, other {#}}'
    expect(createTexts(language).t('error.identifier-realm-unknown', { realm })).toContain(realm)
    expect(createTexts(language).tf('error', `</b>{${realm}}`)).toContain(realm)
  })
  it('says a local day, and leaves what is no day as it is', () => {
    expect(spanish.t('charge.proration', { days: 3, ofDays: 31, from: '2026-03-14', to: 'soon' })).toBe('3 de 31 días, del 14 mar 2026 al soon')
    expect(english.t('charge.proration', { days: 3, ofDays: 31, from: '2026-03-14', to: '2026-03-16' })).toBe('3 of 31 days, Mar 14, 2026 to Mar 16, 2026')
  })
})

describe('the formats of a language', () => {
  it.each([[0, '$0.00'], [-75, '\u2212$0.75'], [123456, '$1,234.56'], [123456789, '$1,234,567.89']])('writes %i cents the same in both, as the United States do', (minor, words) => {
    expect([en.money(minor), es.money(minor)]).toEqual([words, words])
  })
  it('writes parts of a cent where they say something', () => expect([es.micro(12_345), es.micro(-520_000), es.micro(1_000_000)]).toEqual(['$0.012345', '\u2212$0.52', '$1.00']))
  it('shows a rep a 24-hour clock in both, and tells the caller the time in their way', () => {
    expect([en.clock(NOON), es.clock(NOON), en.clockMs(NOON)]).toEqual(['15:46', '15:46', '15:46:02.114'])
    expect([narrow(en.clockAloud(NOON)), narrow(es.clockAloud(NOON))]).toEqual(['3:46 PM', '3:46 de la tarde'])
  })
  it('writes dates in words of the language', () => {
    expect([en.date(NOON), es.date(NOON)]).toEqual(['Mar 14, 2026', '14 mar 2026'])
    expect([en.month(NOON), es.month(NOON)]).toEqual(['March 2026', 'marzo de 2026'])
    expect([en.dateAloud(NOON), es.dateAloud(NOON)]).toEqual(['Saturday, March 14', 'sábado, 14 de marzo'])
  })
  it('says durations to a caller in whole words, one and many', () => {
    expect([1_000, 44_000, 120_000, 300_000, 10_800_000, 259_200_000].map(en.durationAloud)).toEqual(['1 second', '44 seconds', '2 minutes', '5 minutes', '3 hours', '3 days'])
    expect([0, 44_000, 300_000, 10_800_000].map(es.durationAloud)).toEqual(['1 segundo', '44 segundos', '5 minutos', '3 horas'])
  })
  it('says how old an answer is', () => expect([en.age(1_000), es.age(1_000), en.age(7_200_000), es.age(7_200_000)]).toEqual(['just now', 'ahora mismo', '2 h old', 'hace 2 h']))
  it('writes speeds and distances alike', () => expect([es.speed(940_000), es.speed(1_000_000), es.meters(42.4), es.meters(4100)]).toEqual(['940 Mbps', '1 Gbps', '42 m', '4.1 km']))
  it('joins lists as the language does, with e before an i', () => expect([en.list(['a', 'b', 'c']), es.list(['a', 'b']), es.list(['a', 'internet'])]).toEqual(['a, b, and c', 'a y b', 'a e internet']))
})
