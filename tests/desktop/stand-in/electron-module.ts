// What `import … from 'electron'` gives the app under test: the part of Electron's API that this desk uses, over a headless Chromium.
// Anything else is absent on purpose, so that a new use is noticed.
import { fork } from 'node:child_process'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { StandInContents, StandInWindow, type WindowWorld } from './browser-window.ts'
import { startChromium } from './chromium.ts'
import { appPackage, appPath, switches } from './launched.ts'
import { type ProtocolHandler, serveRequests } from './serve-requests.ts'
import { createSession } from './session.ts'

const windows = new Set<StandInWindow>()
const schemes = new Set<string>()
const protocolHandlers = new Map<string, ProtocolHandler>()
const ipcHandlers = new Map<string, (event: unknown, ...args: readonly unknown[]) => unknown>()
const paths = new Map<string, string>([['appData', join(tmpdir(), 'stand-in-app-data')], ['temp', tmpdir()]])
const defaultSession = createSession()

// One turn later, as Electron's: the app registers schemes and handlers before it is ready.
const ready: Promise<BrowserContext> = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
  app.emit('session-created', defaultSession)
  const { context, webSocketUrl } = await startChromium()
  await serveRequests(context, { windows, session: defaultSession, handlers: protocolHandlers })
  if (switches.some((each) => each.startsWith('--remote-debugging-port'))) process.stderr.write(`DevTools listening on ${webSocketUrl}\n`)
  app.emit('ready')
  return context
})
process.on('SIGTERM', () => app.quit())
process.on('SIGINT', () => app.quit())

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  getVersion: () => appPackage.version,
  getName: () => appPackage.name,
  getAppPath: () => appPath,
  getPath: (name: string) => paths.get(name) ?? tmpdir(),
  setPath: (name: string, path: string) => {
    mkdirSync(path, { recursive: true })
    paths.set(name, path)
  },
  whenReady: () => ready.then(() => undefined),
  enableSandbox: () => undefined,
  requestSingleInstanceLock: () => true,
  exit: (code = 0) => process.exit(code),
  quit: () => {
    let isPrevented = false
    app.emit('before-quit', { preventDefault: () => { isPrevented = true } })
    if (!isPrevented) process.exit(0)
  },
})

const world: WindowWorld = {
  ready,
  session: defaultSession,
  schemes,
  onCreated: (contents) => { app.emit('web-contents-created', {}, contents) },
  onAllClosed: () => { if (!app.emit('window-all-closed')) app.quit() },
  invoke: async (channel, event, args) => {
    const handler = ipcHandlers.get(channel)
    if (!handler) return { error: `No handler registered for '${channel}'` }
    try {
      return { value: structuredClone(await handler(event, ...args)) }
    } catch (error) {
      return { error: String(error) }
    }
  },
}

export class BrowserWindow extends StandInWindow {
  constructor(options: ConstructorParameters<typeof StandInWindow>[0] = {}) { super(options, world, windows) }
  static getAllWindows(): readonly StandInWindow[] { return [...windows] }
  static fromWebContents(contents: StandInContents): StandInWindow { return contents.window }
}

/** Playwright finds a window's page by its DevTools target. */
export const webContents = {
  fromDevToolsTargetId: (targetId: string) => [...windows].find((window) => window.targetId === targetId)?.webContents,
  getAllWebContents: () => [...windows].map((window) => window.webContents),
}

export const ipcMain = { handle: (channel: string, handler: (event: unknown, ...args: readonly unknown[]) => unknown) => { ipcHandlers.set(channel, handler) } }
export const protocol = {
  registerSchemesAsPrivileged: (list: readonly { readonly scheme: string }[]) => { for (const { scheme } of list) schemes.add(scheme) },
  handle: (scheme: string, handler: ProtocolHandler) => { protocolHandlers.set(scheme, handler) },
}
export const session = { defaultSession }
export const Menu = { setApplicationMenu: () => undefined }
export const dialog = { showErrorBox: (title: string, content: string) => { process.stderr.write(`${title}: ${content}\n`) } }

/** A key that lives as long as the process: enough to see that the app wraps its key and unwraps it again. */
const storageKey = randomBytes(32)
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text: string) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', storageKey, iv)
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  decryptString: (bytes: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', storageKey, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(-16))
    return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
  },
}

export const utilityProcess = {
  fork: (file: string, args: readonly string[] = []) => fork(file, [...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] }),
}
