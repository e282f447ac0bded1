import { EventEmitter } from 'node:events'

type RequestListener = (details: { readonly url: string }, answer: (response: { readonly cancel?: boolean }) => void) => void
type PermissionCheck = (contents: unknown, permission: string) => boolean

/** What the app hung into its session; the windows ask it. */
export type StandInSession = EventEmitter & {
  readonly setPermissionRequestHandler: (handler: unknown) => void
  readonly setPermissionCheckHandler: (handler: PermissionCheck) => void
  readonly webRequest: { readonly onBeforeRequest: (listener: RequestListener) => void }
  readonly isPermitted: (permission: string) => boolean
  readonly isCancelled: (url: string) => Promise<boolean>
}

/** A session asks nobody and cancels nothing until the app says so: what the app forgets shows. */
export function createSession(): StandInSession {
  let check: PermissionCheck = () => true
  let listener: RequestListener = (_, answer) => answer({})
  return Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: (handler: PermissionCheck) => { check = handler },
    webRequest: { onBeforeRequest: (given: RequestListener) => { listener = given } },
    isPermitted: (permission: string) => check(null, permission),
    isCancelled: (url: string) => new Promise<boolean>((resolve) => listener({ url }, ({ cancel }) => resolve(cancel === true))),
  })
}
