import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How the executable was started. */
export const appPath = process.env.STAND_IN_APP_PATH ?? process.cwd()
export const switches: readonly string[] = JSON.parse(process.env.STAND_IN_SWITCHES ?? '[]') as string[]
export const appPackage = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string }
