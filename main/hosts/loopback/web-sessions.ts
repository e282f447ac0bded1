import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** One-time codes and the browser sessions they were exchanged for. In memory only: a restart asks for a new link. */
export type WebSessions = {
  /** A fresh code for the link's fragment; it opens one session and is then worth nothing. */
  readonly issueCode: () => string
  /** Exchanges a code. Null: unknown or used. */
  readonly open: (code: string) => { readonly setCookie: string } | null
  /** The session a Cookie header belongs to, as the id the console knows it by. Null: none. */
  readonly find: (cookieHeader: string | undefined) => string | null
}

/** `port` is part of the cookie's name: browsers share cookies between all ports of 127.0.0.1, and two desks must not sign one another out. */
export function createWebSessions(port: number): WebSessions {
  const cookieName = `lastmile-${port}`
  const codes = new Set<string>()
  const sessions = new Set<string>()
  return {
    issueCode() {
      const code = randomSecret()
      codes.add(digest(code))
      return code
    },
    open(code) {
      const known = findDigest(codes, code)
      if (!known) return null
      codes.delete(known)
      const token = randomSecret()
      sessions.add(digest(token))
      return { setCookie: `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict` }
    },
    find(cookieHeader) {
      const token = (cookieHeader ?? '').split(';').map((pair) => pair.trim()).find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1)
      return token === undefined ? null : findDigest(sessions, token)
    },
  }
}

const randomSecret = (): string => randomBytes(32).toString('base64url')
/** Only digests are kept: equal lengths for the comparison, and a session's id in a log is not the key to it. */
const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex')

function findDigest(known: ReadonlySet<string>, secret: string): string | null {
  const wanted = Buffer.from(digest(secret))
  let found: string | null = null
  for (const each of known) if (timingSafeEqual(Buffer.from(each), wanted)) found = each
  return found
}
