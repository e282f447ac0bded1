/** The real values that an answer gives away, as they are or as bare digits. Empty: nothing leaks. */
export function findLeaks(answer: unknown, secrets: readonly string[]): readonly string[] {
  const told = JSON.stringify(answer) ?? ''
  const toldDigits = told.replaceAll(/\D/g, '')
  return secrets.filter((secret) => {
    const digits = secret.replaceAll(/\D/g, '')
    return secret !== '' && (told.includes(secret) || (digits.length >= 7 && toldDigits.includes(digits)))
  })
}
