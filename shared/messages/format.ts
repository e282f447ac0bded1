/** Numbers in words and figures, one place for all screens. American English; minus is U+2212. Pure. */

const MINUS = '\u2212'
const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Minor units as "$15.88". */
export const formatMinor = (minor: number): string => `${minor < 0 ? MINUS : ''}$${money.format(Math.abs(minor) / 100)}`

/** Micro-units as "$15.88", with up to six decimals where they say something. */
export function formatMicro(micro: number): string {
  const [whole = '0', decimals = ''] = (Math.abs(micro) / 1_000_000).toFixed(6).split('.')
  const kept = decimals.replace(/0+$/, '').padEnd(2, '0')
  return `${micro < 0 ? MINUS : ''}$${Number(whole).toLocaleString('en-US')}.${kept}`
}

/** Parts of an amount for large type: {whole: "$15", cents: ".88"}. */
export function splitMoney(minor: number): { readonly whole: string; readonly cents: string } {
  const [whole = '', cents = '00'] = formatMinor(minor).split('.')
  return { whole, cents: `.${cents}` }
}

/** Kilobits per second as the number alone, in Mbps: "100", "0.75". */
export const speedNumber = (kbps: number): string => String(Number((kbps / 1000).toFixed(2)))

/** Kilobits per second with its unit: "100 Mbps", "1 Gbps". */
export const formatSpeed = (kbps: number): string => (kbps >= 1_000_000 ? `${Number((kbps / 1_000_000).toFixed(2))} Gbps` : `${speedNumber(kbps)} Mbps`)

/** Milliseconds as people say them: "4 ms", "0.4 s", "44 s", "2 min", "3 h", "5 d". */
export function formatDuration(ms: number): string {
  if (ms < 100) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`
  return `${Math.round(ms / 86_400_000)} d`
}

/** The age of an answer: "just now", "2 h old". */
export const formatAge = (ms: number): string => (ms < 5_000 ? 'just now' : `${formatDuration(ms)} old`)

/** Metres as "42 m", from a kilometre on "4.1 km". */
export const formatMeters = (meters: number): string => (meters >= 1000 ? `${(meters / 1000).toFixed(1)} km` : `${Math.round(meters)} m`)

const clock = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
/** "10:46:02.114" in the desk's own zone. */
export const formatClockMs = (at: number): string => `${clock.format(at)}.${String(at % 1000).padStart(3, '0')}`
/** "10:46". */
export const formatClock = (at: number): string => clock.format(at).slice(0, 5)

const day = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short', year: 'numeric' })
/** "14 Mar 2026" style, as the desk's locale says it. */
export const formatDate = (at: number): string => day.format(at)
const month = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric' })
/** "September 2026". */
export const formatMonth = (at: number): string => month.format(at)
