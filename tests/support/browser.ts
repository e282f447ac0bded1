import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/** Switches of a headless Chromium that must not look outside: without the last four it asks for its maker's hosts at every start. */
export const CHROMIUM_SWITCHES = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions',
] as const

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome', 'msedge', 'microsoft-edge'] as const

/**
 * A Chromium for tests: CHROMIUM_PATH, then Playwright's own, then one on PATH, then the one inside @sparticuz/chromium (unpacked once per
 * machine into the temporary directory). Errors: rejects with a sentence when there is none.
 */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  const playwrights = chromium.executablePath()
  if (existsSync(playwrights)) return playwrights
  const installed = (process.env.PATH ?? '').split(delimiter).flatMap((directory) => NAMES.flatMap((name) => [join(directory, name), join(directory, `${name}.exe`)])).find((file) => existsSync(file))
  return installed ?? unpackChromium()
}

async function unpackChromium(): Promise<string> {
  try {
    // Optional: it is not on every machine, so neither are its types.
    const name: string = '@sparticuz/chromium'
    const { default: packed } = (await import(name)) as { readonly default: { readonly executablePath: () => Promise<string> } }
    return await packed.executablePath()
  } catch (error) {
    throw new Error('No Chromium for the tests: set CHROMIUM_PATH or install chromium.', { cause: error })
  }
}
