import { appError } from '../../../shared/domain/errors.ts'
import type { Keymap } from '../../../shared/domain/keymap.ts'
import { checkBinding, readKeymap } from '../../../shared/domain/keymap.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import type { SettingsPort } from './language.ts'

const nameFor = (ctx: HandlerCtx): string => `user.${ctx.user?.userId ?? ''}.keymap`

/** The keys that the signed-in user bound otherwise. What another version kept and this one refuses is left out. */
export const createReadKeymap = (deps: { readonly settings: SettingsPort }): Handler<'settings.keymap'> => (_input, ctx) => ok({ bindings: parse(deps.settings.get(nameFor(ctx))) })

/** Binds all of a user's own keys at once; an empty map is the house's. Errors: `key-not-free` names the verb and why. */
export const createSaveKeymap = (deps: { readonly settings: SettingsPort }): Handler<'settings.saveKeymap'> => ({ bindings }, ctx) => {
  let own: Keymap = {}
  for (const [verb, chord] of Object.entries(bindings)) {
    const checked = checkBinding(verb, chord, own)
    if (!checked.ok) return err(appError('key-not-free', { verb, chord, why: checked.code }))
    own = { ...own, [verb]: chord }
  }
  const kept = deps.settings.set(nameFor(ctx), JSON.stringify(own))
  return kept.ok ? ok({ bindings: own }) : kept
}

function parse(kept: string | null): Keymap {
  try {
    const value: unknown = JSON.parse(kept ?? '{}')
    return typeof value === 'object' && value !== null ? readKeymap(value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}
