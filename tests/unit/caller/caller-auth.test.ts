import { describe, expect, it } from 'vitest'
import { AUTHENTICATED_MS, createCallerAuth } from '../../../main/console/caller/caller-auth.ts'
import type { HandlerCtx } from '../../../main/console/context.ts'
import type { Role } from '../../../shared/domain/roles.ts'

function started() {
  const clock = { at: 1_000, now: () => clock.at }
  const lines: unknown[] = []
  return { clock, lines, auth: createCallerAuth({ clock, log: { warn: (line) => void lines.push(line) } }) }
}
const ctx = (role: Role, clientId = 'window'): HandlerCtx => ({ user: { userId: 'u-1', displayName: 'Somebody', role }, clientId })

describe('who was authenticated', () => {
  it('is known at the window where it happened, for that customer only', () => {
    const { auth } = started()
    auth.authenticated('window', 'ada')
    expect(auth.isAuthenticated('window', 'ada')).toBe(true)
    expect(auth.isAuthenticated('window', 'bob')).toBe(false)
    expect(auth.isAuthenticated('other', 'ada')).toBe(false)
  })

  it('ends half an hour after it happened, to the millisecond', () => {
    const { auth, clock } = started()
    auth.authenticated('window', 'ada')
    clock.at += AUTHENTICATED_MS - 1
    expect(auth.stateOf('window', 'ada')).toEqual({ kind: 'verified', at: 1_000, until: 1_000 + AUTHENTICATED_MS })
    clock.at += 1
    expect(auth.stateOf('window', 'ada')).toEqual({ kind: 'none' })
  })

  it('tells a lock to every window until its time, until it is taken off, or until the caller is proved', () => {
    const { auth, clock } = started()
    for (const customer of ['ada', 'bob', 'cyd']) auth.locked(customer, 9_000)
    expect(auth.stateOf('other', 'ada')).toEqual({ kind: 'locked', until: 9_000 })
    expect(auth.isAuthenticated('other', 'ada')).toBe(false)
    expect(auth.maySee(ctx('rep'), 'ada')).toBe(false)
    auth.locked('bob', null)
    auth.authenticated('window', 'cyd')
    auth.end('window', 'cyd')
    expect(['bob', 'cyd'].map((customer) => auth.stateOf('window', customer).kind)).toEqual(['none', 'none'])
    clock.at = 9_000
    expect(auth.stateOf('window', 'ada')).toEqual({ kind: 'none' })
  })

  it('ends with the call of that customer, and with every call when the window signs out', () => {
    const { auth } = started()
    for (const customer of ['ada', 'bob', 'cyd']) auth.authenticated('window', customer)
    auth.end('window', 'ada')
    expect(['ada', 'bob', 'cyd'].map((customer) => auth.isAuthenticated('window', customer))).toEqual([false, true, true])
    auth.end('window')
    expect(['bob', 'cyd'].map((customer) => auth.isAuthenticated('window', customer))).toEqual([false, false])
  })

  it('lets a rep see nothing, a customer signed up in this call whole, and a supervisor everything with a line in the log', () => {
    const { auth, lines } = started()
    expect(auth.maySee(ctx('rep'), 'ada')).toBe(false)
    expect(auth.maySee(ctx('technician'), 'ada')).toBe(false)
    expect(auth.maySee(ctx('administrator'), 'ada')).toBe(false)
    auth.signedUpHere('window', 'ada')
    expect(auth.maySee(ctx('rep'), 'ada')).toBe(true)
    expect(lines).toEqual([])
    expect(auth.maySee(ctx('supervisor'), 'bob')).toBe(true)
    expect(lines).toEqual([{ what: 'account detail shown to a supervisor without the caller', userId: 'u-1', customerId: 'bob' }])
  })
})
