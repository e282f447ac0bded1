import { findChromium } from '../support/browser.ts'
import { ensureBuilt } from '../support/built.ts'

/** Once for all journeys: the build, and the browser's path for the workers (finding one may mean unpacking it). */
export default async function prepare(): Promise<void> {
  await ensureBuilt()
  process.env.CHROMIUM_PATH = await findChromium()
}
