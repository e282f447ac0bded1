/**
 * Finds digit runs that could be a payment card number: 13–19 digits, blanks and dashes between them allowed, Luhn sum right.
 * Returns true when one is present. Source: PCI DSS 4 requirement 3; ISO/IEC 7812-1 annex B.
 */
export function hasCardDigits(text: string): boolean {
  for (const match of text.matchAll(/\d(?:[ \-.]?\d){12,}/g)) {
    const digits = match[0].replaceAll(/\D/g, '')
    for (let length = 13; length <= 19; length++) {
      for (let start = 0; start + length <= digits.length; start++) {
        if (passesLuhn(digits.slice(start, start + length))) return true
      }
    }
  }
  return false
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const value = Number(digits[digits.length - 1 - index])
    const doubled = value * 2
    sum += index % 2 === 0 ? value : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
