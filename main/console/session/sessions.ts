import { scryptSync, timingSafeEqual } from 'node:crypto'
import { appError } from '../../../shared/domain/errors.ts'
import type { Role } from '../../../shared/domain/roles.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { Handler, User } from '../context.ts'

/** A person who may sign in. `salt` and `hash`: hex, scrypt N 2^14 r 8 p 1, 32 bytes. `demoPassphrase` only in sandbox data. */
export type UserRecord = { readonly userId: string; readonly userName: string; readonly displayName: string; readonly role: Role; readonly salt: string; readonly hash: string; readonly demoPassphrase?: string }

const WRONG_TRIES_ALLOWED = 5
const LOCKOUT_MS = 30_000

export type Sessions = {
  readonly userOf: (clientId: string) => User | null
  /** Anybody who may sign in here, by id. */
  readonly known: (userId: string) => User | null
  readonly signIn: Handler<'session.signIn'>
  readonly signOut: Handler<'session.signOut'>
  readonly current: Handler<'session.current'>
}

/** Who is signed in at which window or cookie. Kept in memory: a restart asks again, drafts stay. */
export function createSessions(deps: { readonly users: readonly UserRecord[]; readonly isSandbox: () => boolean; readonly clock: Clock }): Sessions {
  const signedIn = new Map<string, User>()
  const wrong = new Map<string, { readonly count: number; readonly lastAt: number }>()

  return {
    userOf: (clientId) => signedIn.get(clientId) ?? null,
    known: (userId) => {
      const record = deps.users.find((user) => user.userId === userId)
      return record ? { userId, displayName: record.displayName, role: record.role } : null
    },
    signIn: ({ userName, passphrase }, ctx) => {
      const now = deps.clock.now()
      const past = wrong.get(userName)
      if (past && past.count >= WRONG_TRIES_ALLOWED && now - past.lastAt < LOCKOUT_MS) {
        return err(appError('sign-in-refused', { retryAfterMs: LOCKOUT_MS - (now - past.lastAt) }))
      }
      const record = deps.users.find((user) => user.userName === userName)
      if (!record || !matches(record, passphrase)) {
        wrong.set(userName, { count: (past?.count ?? 0) + 1, lastAt: now })
        return err(appError('sign-in-refused'))
      }
      wrong.delete(userName)
      const user: User = { userId: record.userId, displayName: record.displayName, role: record.role }
      signedIn.set(ctx.clientId, user)
      return ok(user)
    },
    signOut: (_input, ctx) => {
      signedIn.delete(ctx.clientId)
      return ok({})
    },
    current: (_input, ctx) =>
      ok({
        user: signedIn.get(ctx.clientId) ?? null,
        demoUsers: deps.isSandbox()
          ? deps.users.flatMap((user) => (user.demoPassphrase ? [{ userName: user.userName, passphrase: user.demoPassphrase, role: user.role }] : []))
          : [],
      }),
  }
}

function matches(record: UserRecord, passphrase: string): boolean {
  const given = scryptSync(passphrase, Buffer.from(record.salt, 'hex'), 32)
  return timingSafeEqual(given, Buffer.from(record.hash, 'hex'))
}
