/**
 * What a window of the desk may do, as data. Source: Electron's security checklist (numbers in brackets), limits.md section 7.
 * main.ts applies it, tests/unit/hosts asserts every item, tests/desktop reads it back from the running window.
 */

/** [18] The pages come over a scheme of their own; file:// would make every file of the machine same-origin. */
export const APP_ORIGIN = 'app://desk'
export const APP_SCHEME = { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } } as const

/** [2 3 4 5 6 8 9 11] Set even where it is the default: a default may change, and the window is read back against this. */
export const WEB_PREFERENCES = {
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
} as const

/** [13] Own pages only; the frame's address is parsed, never searched in. */
export function isOwnUrl(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null
  return parsed !== null && parsed.protocol === 'app:' && parsed.host === 'desk' && parsed.username === '' && parsed.password === ''
}

/** [1 18] What a page may load at all. `devtools:` only where the tools may be opened, that is not in a packed app. */
export const isLoadable = (url: string, isPackaged: boolean): boolean =>
  isOwnUrl(url) || url.startsWith('data:image/') || (!isPackaged && url.startsWith('devtools:'))

/** [17] A call counts only from the top frame of an own page. */
export const isTrustedSender = (frame: { readonly url: string; readonly parent: unknown } | null): boolean =>
  frame !== null && frame.parent === null && isOwnUrl(frame.url)

/** [5] No page of ours needs the camera, the place, notifications or anything else one must be asked for. */
export const isPermitted = (_permission: string): boolean => false

/** [14 15] Nothing opens a window, and nothing is handed to the system's browser: shell.openExternal is not used anywhere. */
export const WINDOW_OPEN_ANSWER = { action: 'deny' } as const
