export const PIN_LENGTH = 6
export const PIN_PROBLEMS = ['shape', 'repeated', 'sequence', 'phone', 'address'] as const
export type PinProblem = (typeof PIN_PROBLEMS)[number]

/** What is known of the caller and could be guessed from: nothing of it may be the PIN. */
export type PinHints = { readonly phone: string; readonly houseNumber: string; readonly postcode: string }

/**
 * Why a PIN is refused; null when it is good. Six digits, no pattern that everybody tries first, and nothing taken from the
 * caller's own telephone number or address. Source: 47 CFR 64.2010(e): a password may not rest on readily available biographical
 * information or account information.
 */
export function findPinProblem(pin: string, hints: Partial<PinHints>): PinProblem | null {
  if (!/^\d{6}$/.test(pin)) return 'shape'
  if (isRepeated(pin)) return 'repeated'
  if (isSequence(pin)) return 'sequence'
  const phone = digitsOf(hints.phone)
  if (phone.includes(pin) || (phone.length >= 7 && pin.includes(phone.slice(-4)))) return 'phone'
  const isOfAddress = [hints.houseNumber, hints.postcode].map(digitsOf).some((number) => number.length >= 3 && pin.includes(number.slice(0, PIN_LENGTH)))
  return isOfAddress ? 'address' : null
}

/** 000000, 121212, 123123: a group of one, two or three digits said again. */
const isRepeated = (pin: string): boolean => [1, 2, 3].some((length) => pin === pin.slice(0, length).repeat(PIN_LENGTH / length))

/** 123456, 987654, 246802: every digit the same step from the one before, round the clock of ten. */
function isSequence(pin: string): boolean {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10)
  return steps.every((step) => step === steps[0])
}

const digitsOf = (text: string | undefined): string => (text ?? '').replaceAll(/\D/g, '')

/** What is noted in a customer's history about their PIN. */
export type PinEventKind = 'pinSet' | 'pinVerified' | 'pinWrong' | 'pinLocked' | 'pinUnlocked' | 'pinReset'
