import type { Language } from '../domain/language.ts'

/** Numbers, money and times as one language writes them. Both are as spoken in the United States: a decimal point, dollars. */
export type Format = {
  /** Minor units as "$15.88". Minus is U+2212. */
  readonly money: (minor: number) => string
  /** Micro-units as "$15.88", with up to six decimals where they say something. */
  readonly micro: (micro: number) => string
  /** Parts of an amount for large type: {whole: "$15", cents: ".88"}. */
  readonly moneyParts: (minor: number) => { readonly whole: string; readonly cents: string }
  readonly number: (value: number) => string
  /** Kilobits per second as the number alone, in Mbps: "100", "0.75". */
  readonly speedNumber: (kbps: number) => string
  /** Kilobits per second with its unit: "100 Mbps", "1 Gbps". */
  readonly speed: (kbps: number) => string
  /** Milliseconds as the desk writes them: "4 ms", "0.4 s", "44 s", "2 min", "3 h", "5 d". */
  readonly duration: (ms: number) => string
  /** The same as it is said to a caller: "44 seconds", "2 minutes", "3 hours". */
  readonly durationAloud: (ms: number) => string
  /** The age of an answer: "just now", "2 h old". */
  readonly age: (ms: number) => string
  /** Metres as "42 m", from a kilometre on "4.1 km". */
  readonly meters: (meters: number) => string
  /** "15:46", in the desk's own zone: a rep reads a 24-hour clock in both languages. */
  readonly clock: (at: number) => string
  /** "15:46:02.114". */
  readonly clockMs: (at: number) => string
  /** The caller's way: "3:46 PM", "3:46 de la tarde". */
  readonly clockAloud: (at: number) => string
  /** "Mar 14, 2026", "14 mar 2026". */
  readonly date: (at: number) => string
  /** A local day, "2026-03-14", as a date. */
  readonly day: (isoDay: string) => string
  /** "Saturday, March 14", "sábado, 14 de marzo". */
  readonly dateAloud: (at: number) => string
  /** "September 2026", "septiembre de 2026". */
  readonly month: (at: number) => string
  /** As short as an axis has room for. */
  readonly monthShort: (at: number) => string
  /** Hours of a week, "12345 480-1200;06 0-1440", as "Mon–Fri 08:00–20:00 and Sat, Sun all day"; 0 is Sunday. */
  readonly weekHours: (text: string) => string
  /** "a, b, and c", "a, b y c". */
  readonly list: (items: readonly string[]) => string
  /** The plural category of a count. */
  readonly category: (n: number) => string
}

const MINUS = '\u2212'
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US' }
const AGE: Readonly<Record<Language, { readonly now: string; readonly old: (duration: string) => string }>> = {
  en: { now: 'just now', old: (duration) => `${duration} old` },
  es: { now: 'ahora mismo', old: (duration) => `hace ${duration}` },
}
/** A Spanish speaker says the part of the day; English says AM and PM. */
const ALOUD: Readonly<Record<Language, Intl.DateTimeFormatOptions>> = { en: {}, es: { dayPeriod: 'long' } }
const ALL_DAY: Readonly<Record<Language, string>> = { en: 'all day', es: 'todo el día' }
const known = new Map<Language, Format>()

/** The formats of `language`, made once. */
export function formatOf(language: Language): Format {
  const made = known.get(language) ?? createFormat(language)
  known.set(language, made)
  return made
}

function createFormat(language: Language): Format {
  const locale = LOCALES[language]
  const number = new Intl.NumberFormat(locale, { useGrouping: true, maximumFractionDigits: 6 })
  const cents = new Intl.NumberFormat(locale, { useGrouping: true, minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const upToMicro = new Intl.NumberFormat(locale, { useGrouping: true, minimumFractionDigits: 2, maximumFractionDigits: 6 })
  const dollars = (value: number, digits: Intl.NumberFormat): string => `${value < 0 ? MINUS : ''}$${digits.format(Math.abs(value))}`
  const money = (minor: number) => dollars(minor / 100, cents)
  const speedNumber = (kbps: number) => number.format(Number((kbps / 1000).toFixed(2)))
  const times = createTimes(locale, ALOUD[language])
  const duration = (ms: number) => durationWith(ms, (value, unit) => `${unit === 's' && ms < 10_000 ? value.toFixed(1) : number.format(Math.round(value))} ${unit}`)
  const aloud = new Map(UNITS.map(([short, unit]) => [short, new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 })]))
  const list = new Intl.ListFormat(locale)
  const plural = new Intl.PluralRules(locale)
  return {
    money, speedNumber, duration, ...times,
    micro: (micro) => dollars(micro / 1_000_000, upToMicro),
    moneyParts: (minor) => {
      const [whole = '', rest = '00'] = money(minor).split('.')
      return { whole, cents: `.${rest}` }
    },
    number: (value) => number.format(value).replace('-', MINUS),
    speed: (kbps) => (kbps >= 1_000_000 ? `${number.format(Number((kbps / 1_000_000).toFixed(2)))} Gbps` : `${speedNumber(kbps)} Mbps`),
    durationAloud: (ms) => durationWith(Math.max(1_000, ms), (value, unit) => aloud.get(unit)?.format(Math.max(1, Math.round(value))) ?? ''),
    age: (ms) => (ms < 5_000 ? AGE[language].now : AGE[language].old(duration(ms))),
    meters: (meters) => (meters >= 1000 ? `${(meters / 1000).toFixed(1)} km` : `${Math.round(meters)} m`),
    list: (items) => list.format(items), weekHours: (text) => list.format(text.split(';').map((time) => weekTime(time, locale, ALL_DAY[language]))),
    category: (n) => plural.select(n),
  }
}

/** "12345 480-1200" as "Mon–Fri 08:00–20:00"; a week as it is said begins on Monday. */
function weekTime(text: string, locale: string, allDay: string): string {
  const [days = '', hours = ''] = text.split(' ')
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  // 1970-01-04 was a Sunday.
  const name = (day: number): string => format.format(Date.UTC(1970, 0, 4 + day))
  const order = [...days].map(Number).toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7))
  const isRun = order.length > 2 && order.every((day, n) => n === 0 || day === ((order[n - 1] ?? 0) + 1) % 7)
  const said = isRun ? `${name(order[0] ?? 0)}–${name(order.at(-1) ?? 0)}` : order.map(name).join(', ')
  const [from = 0, before = 0] = hours.split('-').map(Number)
  const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return `${said} ${from === 0 && before === 1_440 ? allDay : `${clock(from)}–${clock(before)}`}`
}

const UNITS = [['ms', 'millisecond'], ['s', 'second'], ['min', 'minute'], ['h', 'hour'], ['d', 'day']] as const
type Unit = (typeof UNITS)[number][0]

function durationWith(ms: number, say: (value: number, unit: Unit) => string): string {
  if (ms < 100) return say(Math.max(0, ms), 'ms')
  if (ms < 120_000) return say(ms / 1000, 's')
  if (ms < 7_200_000) return say(ms / 60_000, 'min')
  return ms < 172_800_000 ? say(ms / 3_600_000, 'h') : say(ms / 86_400_000, 'd')
}

function createTimes(locale: string, aloud: Intl.DateTimeFormatOptions): Pick<Format, 'clock' | 'clockMs' | 'clockAloud' | 'date' | 'day' | 'dateAloud' | 'month' | 'monthShort'> {
  const desk = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  const spoken = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hour12: true, ...aloud })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const dayAloud = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  const localDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' })
  const monthShort = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit' })
  return {
    clock: (at) => desk.format(at).slice(0, 5),
    clockMs: (at) => `${desk.format(at)}.${String(at % 1000).padStart(3, '0')}`,
    clockAloud: (at) => spoken.format(at), date: (at) => day.format(at), day: (isoDay) => (Number.isNaN(Date.parse(isoDay)) ? isoDay : localDay.format(Date.parse(isoDay))), dateAloud: (at) => dayAloud.format(at), month: (at) => month.format(at), monthShort: (at) => monthShort.format(at),
  }
}

// English alone, for who is not given its texts yet.
const english = formatOf('en')
export const formatMinor = english.money
export const formatMicro = english.micro
export const splitMoney = english.moneyParts
export const speedNumber = english.speedNumber
export const formatSpeed = english.speed
export const formatDuration = english.duration
export const formatAge = english.age
export const formatMeters = english.meters
export const formatClockMs = english.clockMs
export const formatClock = english.clock
export const formatDate = english.date
export const formatMonth = english.month
