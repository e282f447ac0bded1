import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resourcesDirectory } from './resources.ts'

const NAME = /^[a-z0-9-]+$/

/** Scripts as files: resources/scripts/<brand>/<language>.json. A name that could leave the folder finds nothing. */
export const scriptFiles = {
  read: (brand: string, language: string): string | null => {
    if (!NAME.test(brand) || !NAME.test(language)) return null
    const file = join(resourcesDirectory(), 'scripts', brand, `${language}.json`)
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  },
}
