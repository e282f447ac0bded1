import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's resources folder: found upwards from this file, the same from source and from the built bundle. Errors: throws when it is missing. */
export function resourcesDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'resources', 'territory'))) {
    const parent = dirname(directory)
    if (parent === directory) throw new Error('the resources folder is missing from this installation')
    directory = parent
  }
  return join(directory, 'resources')
}
