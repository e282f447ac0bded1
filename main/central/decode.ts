import type { z } from 'zod'
import type { AppError } from '../../shared/domain/errors.ts'
import { appError } from '../../shared/domain/errors.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { err, ok } from '../../shared/kernel/result.ts'

/** Decodes what came over the wire. Errors: `input-invalid` with the path of the first problem and how many there are, never the value. */
export function decode<T>(schema: z.ZodType<T>, value: unknown): Result<T, AppError> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const [first] = parsed.error.issues
  return err(appError('input-invalid', { path: first?.path.join('.') ?? '', problem: first?.code ?? 'unreadable', problems: parsed.error.issues.length }))
}
