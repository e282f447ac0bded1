import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol } from 'electron'
import { z } from 'zod'
import { IPC } from '../../../shared/contract/console/ipc.ts'
import type { Envelope } from '../../../shared/contract/console/envelope.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { ConsoleHandle, StartedConsole } from '../console-handle.ts'
import { type DeskOptions, readDeskOptions } from '../launch/desk-options.ts'
import { answerPage, listPageFiles } from '../page/page-files.ts'
import { startConsole } from '../start-console.ts'
import { chooseForkProvider } from './fork-provider.ts'
import { hardenApp } from './harden.ts'
import { findSecretStore } from './secret-store.ts'
import { APP_ORIGIN, APP_SCHEME, isTrustedSender, WEB_PREFERENCES } from './window-policy.ts'

/** The one window's name towards the console: its sign-in lasts as long as the window. */
const CLIENT_ID = 'window'
const CallArguments = z.tuple([z.string().max(100), z.unknown()])

// Both must have happened before Electron is ready, that is before anything here is awaited.
protocol.registerSchemesAsPrivileged([APP_SCHEME])
hardenApp(app)
runDesk()

function runDesk(): void {
  const options = readDeskOptions({ argv: process.argv.slice(1), env: process.env, appData: app.getPath('appData') })
  mkdirSync(options.dataDir, { recursive: true })
  // The single instance is one per data directory: two desks over two directories may run side by side.
  app.setPath('userData', join(options.dataDir, 'electron'))
  if (!app.requestSingleInstanceLock()) return app.quit()
  Menu.setApplicationMenu(null)

  const started = app.whenReady().then(() => startDesk(options))
  ipcMain.handle(IPC.call, async (event, ...args: readonly unknown[]): Promise<Envelope> => {
    const call = CallArguments.safeParse(args)
    if (!isTrustedSender(event.senderFrame) || !call.success) return { ok: false, error: appError('not-permitted') }
    const outcome = await started
    return outcome.kind === 'started' ? outcome.console.call(CLIENT_ID, { name: call.data[0], input: call.data[1] }) : { ok: false, error: appError('internal') }
  })
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.show())
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(openWindow)
  void started.then((outcome) => {
    if (outcome.kind !== 'started') return refuseToRun(outcome.kind === 'held' ? `This data is open in ${outcome.by}.` : outcome.sentence)
    outcome.console.subscribe(publish)
    stopBeforeQuit(outcome.console)
    void outcome.console.ended.then((sentence) => outcome.console.stop().finally(() => refuseToRun(sentence)))
  }, (error: unknown) => refuseToRun(`The desk could not start: ${String(error)}`))
}

function startDesk(options: DeskOptions): Promise<StartedConsole> {
  const secretStore = findSecretStore()
  return startConsole({
    dataDir: options.dataDir, central: options.central, sandboxProviders: options.sandboxProviders,
    onProgress: ({ what, done, total }) => publish({ name: 'loading.progress', what, done, total }),
    onLog: (line) => { process.stdout.write(`${line}\n`) },
    forkProvider: chooseForkProvider(app.isPackaged),
    ...(secretStore ? { secretStore } : {}),
  })
}

async function openWindow(): Promise<void> {
  const files = listPageFiles(join(import.meta.dirname, '../renderer'))
  protocol.handle('app', (request) => {
    const page = answerPage(files, request.url.slice(APP_ORIGIN.length).split(/[?#]/, 1)[0] ?? '/')
    return new Response(new Uint8Array(page.body), { status: page.status, headers: { ...page.headers } })
  })
  const window = new BrowserWindow({
    width: 1440, height: 900, minWidth: 1024, minHeight: 640, show: false, title: 'Lastmile Desk',
    webPreferences: { ...WEB_PREFERENCES, devTools: !app.isPackaged, preload: join(import.meta.dirname, '../preload/index.cjs') },
  })
  window.once('ready-to-show', () => window.show())
  await window.loadURL(`${APP_ORIGIN}/`)
}

function publish(event: unknown): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(IPC.event, event)
}

/** Holds the first quit back until the threads and provider processes have ended. */
function stopBeforeQuit(console: ConsoleHandle): void {
  app.once('before-quit', (event) => {
    event.preventDefault()
    void console.stop().finally(() => app.quit())
  })
}

function refuseToRun(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  void app.whenReady().then(() => {
    // A box waits for a person: not where a script started us.
    if (app.isPackaged) dialog.showErrorBox('Lastmile Desk', sentence)
    app.exit(1)
  })
}
