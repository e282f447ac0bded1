import { type App, type Session, session, type WebContents } from 'electron'
import { isLoadable, isOwnUrl, isPermitted, WINDOW_OPEN_ANSWER } from './window-policy.ts'

/** Applies the window policy to every session and every page that will ever exist, before the first one does. */
export function hardenApp(app: App): void {
  app.enableSandbox()
  app.on('session-created', (created) => hardenSession(created, app.isPackaged))
  // The default session may be there before anyone could listen; setting its handlers twice changes nothing.
  void app.whenReady().then(() => hardenSession(session.defaultSession, app.isPackaged))
  app.on('web-contents-created', (_, contents) => hardenPage(contents))
}

function hardenSession(target: Session, isPackaged: boolean): void {
  target.setPermissionRequestHandler((_, permission, answer) => answer(isPermitted(permission)))
  target.setPermissionCheckHandler((_, permission) => isPermitted(permission))
  target.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLoadable(details.url, isPackaged) }))
}

function hardenPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => WINDOW_OPEN_ANSWER)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (event, url) => { if (!isOwnUrl(url)) event.preventDefault() })
  contents.on('will-redirect', (event, url) => { if (!isOwnUrl(url)) event.preventDefault() })
  contents.on('will-frame-navigate', (event) => { if (!isOwnUrl(event.url)) event.preventDefault() })
}
