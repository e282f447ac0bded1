import { appError } from '../../../shared/domain/errors.ts'
import { LANGUAGES } from '../../../shared/domain/language.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Handler, HandlerCtx } from '../context.ts'

/** Where the journal keeps small facts by name. */
export type SettingsPort = { readonly get: (name: string) => string | null; readonly set: (name: string, value: string) => Result<null, AppError> }

const nameFor = (ctx: HandlerCtx): string | null => (ctx.user ? `user.${ctx.user.userId}.language` : null)

/** What the signed-in user chose. A language that this version does not speak counts as none. */
export const createReadSettings = (deps: { readonly settings: SettingsPort }): Handler<'settings.read'> => (_input, ctx) => {
  const name = nameFor(ctx)
  const kept = name === null ? null : deps.settings.get(name)
  return ok({ language: LANGUAGES.find((language) => language === kept) ?? null })
}

/** Keeps the language of the signed-in user; it is theirs at every window of this desk. */
export const createSetLanguage = (deps: { readonly settings: SettingsPort }): Handler<'settings.setLanguage'> => ({ language }, ctx) => {
  const name = nameFor(ctx)
  if (name === null) return err(appError('sign-in-required'))
  const kept = deps.settings.set(name, language)
  return kept.ok ? ok({ language }) : kept
}
