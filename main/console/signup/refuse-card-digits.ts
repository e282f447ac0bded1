import { hasCardDigits } from '../../../shared/domain/card-digits.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'

/** Refuses a card number in any field that somebody can type into. The refusal names the field, never the digits. */
export function refuseCardDigits(fields: Readonly<Record<string, string | undefined>>): AppError | null {
  const field = Object.keys(fields).find((name) => hasCardDigits(fields[name] ?? ''))
  return field === undefined ? null : appError('card-digits-refused', { field })
}
