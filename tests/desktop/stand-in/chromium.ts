import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { CHROMIUM_SWITCHES, findChromium } from '../../support/browser.ts'

export type Chromium = { readonly context: BrowserContext; readonly webSocketUrl: string; readonly kill: () => void }

/** Starts the browser that plays the renderer processes. It dies with this process. */
export async function startChromium(): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'stand-in-chromium-'))
  const child = spawn(await findChromium(), [...CHROMIUM_SWITCHES, '--no-startup-window', '--remote-debugging-port=0', `--user-data-dir=${profile}`], { stdio: ['ignore', 'ignore', 'pipe'] })
  const kill = () => {
    child.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', kill)
  const webSocketUrl = await readWebSocketUrl(child)
  const browser = await chromium.connectOverCDP(webSocketUrl)
  const [context] = browser.contexts()
  if (!context) throw new Error('the browser has no context')
  return { context, webSocketUrl, kill }
}

function readWebSocketUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    child.stderr?.on('data', (data: Buffer) => {
      heard += data.toString('utf8')
      const found = /DevTools listening on (ws:\S+)/.exec(heard)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`the browser ended: ${heard}`)))
  })
}
