/** A number as the telephone network writes it. North American numbers need no country; others begin with +, 00 or 011. Source: ITU-T E.164. */
export function phoneKey(text: string): string | null {
  const typed = text.normalize('NFKC').replace(/\s*(?:x|ext\.?|extension)\s*\d+\s*$/i, '').trim()
  const digits = typed.replaceAll(/\D/g, '')
  if (typed.startsWith('+')) return between(digits, 8, 15) ? `+${digits}` : null
  if (digits.startsWith('011')) return between(digits.slice(3), 8, 15) ? `+${digits.slice(3)}` : null
  if (digits.startsWith('00')) return between(digits.slice(2), 8, 15) ? `+${digits.slice(2)}` : null
  if (digits.length === 11 && digits.startsWith('1')) return `+${digits}`
  return digits.length === 10 ? `+1${digits}` : null
}
const between = (digits: string, least: number, most: number): boolean => digits.length >= least && digits.length <= most

/** Providers that deliver name+anything to name; of them, who also ignores dots. Elsewhere a plus or a dot may be another person. */
const DROPS_PLUS = new Set(['gmail.com', 'outlook.com', 'hotmail.com', 'live.com', 'icloud.com', 'me.com', 'fastmail.com', 'proton.me', 'protonmail.com', 'pm.me'])
const DROPS_DOTS = new Set(['gmail.com'])
const SAME_DOMAIN: Readonly<Record<string, string>> = { 'googlemail.com': 'gmail.com' }

/** An address as its mail provider reads it; null while it is not one. */
export function mailKey(text: string): string | null {
  const match = /^([^\s@]+)@([^\s@]+\.[^\s@]+)$/.exec(text.normalize('NFKC').trim().toLowerCase())
  if (!match) return null
  const domain = SAME_DOMAIN[match[2]!] ?? match[2]!
  const untagged = DROPS_PLUS.has(domain) ? match[1]!.replace(/\+.*$/, '') : match[1]!
  const local = DROPS_DOTS.has(domain) ? untagged.replaceAll('.', '') : untagged
  return local === '' ? null : `${local}@${domain}`
}

/** user@realm in small letters; null while it is not one. */
export const signInKey = (text: string): string | null => (/^[^\s@]+@[^\s@]+$/.test(text.trim()) ? text.trim().toLowerCase() : null)
