import { zScript } from '../../../shared/contract/console/scripts.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Script } from '../../../shared/domain/script.ts'
import { HOUSE_BRAND } from '../../../shared/domain/script.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'

/** Reads one file of a brand and language. Null: there is none. */
export type ScriptFiles = { readonly read: (brand: string, language: string) => string | null }

/**
 * What a rep reads aloud: of the brand whose plan is chosen, else of the house; in the language asked, else in English, and it says so.
 * A brand's English never goes before the house's own words in the caller's language. Errors: `script-missing` when not even the house has one.
 */
export const createReadScript = (deps: { readonly files: ScriptFiles }): Handler<'scripts.read'> => ({ brand, language }) => {
  const tries = [[brand, language], [HOUSE_BRAND, language], [brand, 'en'], [HOUSE_BRAND, 'en']] as const
  for (const [ofBrand, inLanguage] of tries) {
    const script = parseScript(deps.files.read(ofBrand, inLanguage))
    if (script) return ok({ script, isOtherLanguage: script.language !== language })
  }
  return err(appError('script-missing'))
}

/** A file's script, or null: one that breaks the form is as good as none, the next in line is read. */
export function parseScript(text: string | null): Script | null {
  if (text === null) return null
  try {
    const read = zScript.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
