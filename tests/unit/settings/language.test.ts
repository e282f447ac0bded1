import { describe, expect, it } from 'vitest'
import { createReadSettings, createSetLanguage } from '../../../main/console/settings/language.ts'
import { CONTRACT } from '../../../shared/contract/console/contract.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'

const as = (userId: string | null) => ({ clientId: 'window', user: userId === null ? null : { userId, displayName: userId, role: 'rep' as const } })
function newSettings() {
  const kept = new Map<string, string>()
  return { kept, settings: { get: (name: string) => kept.get(name) ?? null, set: (name: string, value: string) => (kept.set(name, value), ok(null)) } }
}

describe('the language of a user', () => {
  it('is nobody’s until chosen, then theirs alone', async () => {
    const desk = newSettings()
    const [read, set] = [createReadSettings(desk), createSetLanguage(desk)]
    expect(await read({}, as('u1'))).toEqual(ok({ language: null }))
    expect(await set({ language: 'es' }, as('u1'))).toEqual(ok({ language: 'es' }))
    expect(await read({}, as('u1'))).toEqual(ok({ language: 'es' }))
    expect(await read({}, as('u2'))).toEqual(ok({ language: null }))
  })
  it('counts as none when it was written by a version that speaks more', async () => {
    const desk = newSettings()
    desk.kept.set('user.u1.language', 'tlh')
    expect(await createReadSettings(desk)({}, as('u1'))).toEqual(ok({ language: null }))
  })
  it('is not kept for nobody, and a disk that cannot keep it says so', async () => {
    expect(await createSetLanguage(newSettings())({ language: 'es' }, as(null))).toEqual(err(appError('sign-in-required')))
    const full = { settings: { get: () => null, set: () => err(appError('storage-full')) } }
    expect(await createSetLanguage(full)({ language: 'es' }, as('u1'))).toEqual(err(appError('storage-full')))
  })
  it('is one that this desk speaks', () => {
    for (const language of ['tlh', '', 'EN', null, 7, 'es; DROP TABLE']) expect(CONTRACT['settings.setLanguage'].input.safeParse({ language }).success, String(language)).toBe(false)
  })
})
