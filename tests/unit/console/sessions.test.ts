import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createSessions } from '../../../main/console/session/sessions.ts'
import type { UserRecord } from '../../../main/console/session/sessions.ts'

const users = JSON.parse(readFileSync(new URL('../../../resources/demo/users.json', import.meta.url), 'utf8')) as UserRecord[]
const ctx = (clientId: string) => ({ clientId, user: null })

function sessions(isSandbox = true) {
  const clock = { at: 0, now: () => clock.at }
  return { clock, ...createSessions({ users, isSandbox: () => isSandbox, clock }) }
}

describe('sessions', () => {
  it('signs in every demo user with the passphrase that the sign-in screen shows', async () => {
    const desk = sessions()
    const shown = await desk.current({}, ctx('a'))
    if (!shown.ok) throw new Error('refused')
    expect(shown.value.demoUsers.map((user) => user.role)).toEqual(['rep', 'technician', 'supervisor', 'administrator'])
    for (const user of shown.value.demoUsers) {
      expect(await desk.signIn({ userName: user.userName, passphrase: user.passphrase }, ctx('a'))).toMatchObject({ ok: true, value: { role: user.role } })
      expect(desk.userOf('a')?.role).toBe(user.role)
    }
  })

  it('keeps each window its own person, and signing out of one leaves the other', async () => {
    const desk = sessions()
    await desk.signIn({ userName: 'rep', passphrase: 'demo-rep' }, ctx('a'))
    await desk.signIn({ userName: 'admin', passphrase: 'demo-admin' }, ctx('b'))
    await desk.signOut({}, ctx('a'))
    expect(desk.userOf('a')).toBeNull()
    expect(desk.userOf('b')?.role).toBe('administrator')
  })

  it('answers an unknown name and a wrong passphrase the same way', async () => {
    const desk = sessions()
    const unknown = await desk.signIn({ userName: 'nobody', passphrase: 'x' }, ctx('a'))
    const wrong = await desk.signIn({ userName: 'rep', passphrase: 'x' }, ctx('a'))
    expect(unknown).toEqual(wrong)
    expect(wrong).toMatchObject({ ok: false, error: { code: 'sign-in-refused' } })
  })

  it('after five wrong tries says when to try again, even to the right passphrase, and then lets it in', async () => {
    const desk = sessions()
    for (let n = 0; n < 5; n++) await desk.signIn({ userName: 'rep', passphrase: 'wrong' }, ctx('a'))
    expect(await desk.signIn({ userName: 'rep', passphrase: 'demo-rep' }, ctx('a'))).toMatchObject({ ok: false, error: { details: { retryAfterMs: 30_000 } } })
    desk.clock.at = 30_000
    expect(await desk.signIn({ userName: 'rep', passphrase: 'demo-rep' }, ctx('a'))).toMatchObject({ ok: true })
  })

  it('shows no passphrase where the territory is not a sandbox', async () => {
    expect(await sessions(false).current({}, ctx('a'))).toMatchObject({ ok: true, value: { demoUsers: [] } })
  })
})
