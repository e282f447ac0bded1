import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserContext, Page, Route } from 'playwright-core'
import { toApp, toChromium } from './addresses.ts'
import { FROM_MAIN, preloadScript, TO_MAIN } from './preload-world.ts'
import type { StandInSession } from './session.ts'

type WindowOptions = { readonly width?: number; readonly height?: number; readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string } }
type Invoke = (channel: string, event: unknown, args: readonly unknown[]) => Promise<{ readonly value?: unknown; readonly error?: string }>
/** What windows need from the rest of the stand-in, set once before the first window. */
export type WindowWorld = {
  readonly ready: Promise<BrowserContext>
  readonly session: StandInSession
  readonly schemes: ReadonlySet<string>
  readonly invoke: Invoke
  readonly onCreated: (contents: StandInContents) => void
  readonly onAllClosed: () => void
}

/** The page side of a window. */
export class StandInContents extends EventEmitter {
  readonly window: StandInWindow
  readonly session: StandInSession
  openHandler: (details: { readonly url: string }) => { readonly action: string } = () => ({ action: 'allow' })
  constructor(window: StandInWindow, session: StandInSession) {
    super()
    this.window = window
    this.session = session
  }
  setWindowOpenHandler(handler: StandInContents['openHandler']): void { this.openHandler = handler }
  send(channel: string, ...args: readonly unknown[]): void {
    const deliver = ([name, channelName, values]: readonly [string, string, readonly unknown[]]) => (globalThis as unknown as Record<string, ((channel: string, args: readonly unknown[]) => void) | undefined>)[name]?.(channelName, values)
    // A page that is navigating or gone misses what is sent to it, as in Electron.
    void this.window.page.then((page) => page.evaluate(deliver, [FROM_MAIN, channel, args] as const)).catch(() => undefined)
  }
  getLastWebPreferences(): Readonly<Record<string, unknown>> { return this.window.options.webPreferences ?? {} }
  isDestroyed(): boolean { return this.window.isDestroyed() }
  close(): void { this.window.close() }
}

/** A window is a page of the headless browser. */
export class StandInWindow extends EventEmitter {
  readonly options: WindowOptions
  readonly webContents: StandInContents
  readonly page: Promise<Page>
  targetId = ''
  #world: WindowWorld
  #isDestroyed = false
  /** The address the app itself asked for: going there is no navigation of the page's own. */
  #expected = ''

  constructor(options: WindowOptions, world: WindowWorld, registry: Set<StandInWindow>) {
    super()
    this.options = options
    this.#world = world
    this.webContents = new StandInContents(this, world.session)
    registry.add(this)
    this.once('closed', () => {
      registry.delete(this)
      if (registry.size === 0) world.onAllClosed()
    })
    world.onCreated(this.webContents)
    this.page = this.#open()
    this.page.catch(() => undefined)
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.page
    this.#expected = url
    await page.goto(toChromium(url, this.#world.schemes))
  }
  show(): void { this.emit('show') }
  isDestroyed(): boolean { return this.#isDestroyed }
  close(): void { this.destroy() }
  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    void this.page.then((page) => page.close()).catch(() => undefined)
    this.emit('closed')
  }

  async #open(): Promise<Page> {
    const context = await this.#world.ready
    const page = await context.newPage()
    await page.setViewportSize({ width: this.options.width ?? 800, height: this.options.height ?? 600 })
    const cdp = await context.newCDPSession(page)
    this.targetId = (await cdp.send('Target.getTargetInfo')).targetInfo.targetId
    for (const name of ['geolocation', 'notifications'] as const) {
      await cdp.send('Browser.setPermission' as never, { permission: { name }, setting: this.#world.session.isPermitted(name) ? 'granted' : 'denied' } as never)
    }
    await page.exposeBinding(TO_MAIN, ({ frame }, channel: string, args: readonly unknown[]) =>
      this.#world.invoke(channel, { sender: this.webContents, senderFrame: { url: toApp(frame.url()), parent: frame.parentFrame() } }, args))
    const { preload } = this.options.webPreferences ?? {}
    if (preload) await page.addInitScript({ content: preloadScript(readFileSync(preload, 'utf8')) })
    page.on('popup', (popup) => {
      if (this.webContents.openHandler({ url: toApp(popup.url()) }).action === 'deny') void popup.close().catch(() => undefined)
    })
    page.once('load', () => this.emit('ready-to-show'))
    page.on('close', () => this.destroy())
    return page
  }

  /** True when the app lets its page go to `url` by itself. */
  mayNavigate(url: string): boolean {
    if (url === this.#expected) return true
    let isPrevented = false
    this.webContents.emit('will-navigate', { url, preventDefault: () => { isPrevented = true } }, url)
    return !isPrevented
  }

  owns(route: Route): Promise<boolean> { return this.page.then((page) => route.request().frame().page() === page, () => false) }
}
