// Goal: what a territory's manifest says of answers and ports is what a desk is told, by an import as by a load. Method: manifests decoded by the schema.
import { describe, expect, it } from 'vitest'
import { infoOf } from '../../../main/territory/import/prepare-import.ts'
import { zManifest } from '../../../main/territory/formats.ts'

const manifest = (policy?: object) => zManifest.parse({ name: 'here', title: 'Here', region: 'WY', zone: 'America/Denver', sandbox: true, city: 'Here', ...(policy ? { policy } : {}) })
const told = (policy?: object) => {
  const info = infoOf('here', manifest(policy), {} as never)
  return typeof info === 'string' ? info : info.policy
}

describe('the policy of an imported territory', () => {
  it('keeps a port for as many hours as its manifest says', () =>
    expect(told({ answerValidDays: 2, qualificationValidMinutes: 3, portPromiseHours: 5 })).toEqual({ answerValidMs: 172_800_000, qualificationValidMs: 180_000, portPromiseHours: 5 }))
  it('says nothing of hours where its manifest does not, or there is none', () => {
    const usual = { answerValidMs: 7_776_000_000, qualificationValidMs: 1_800_000 }
    const without = infoOf('here', null, { zone: 'America/Denver' } as never)
    expect([told(), typeof without === 'string' ? without : without.policy]).toEqual([usual, usual])
  })
  it.each([0, -1, 8_761, '5', null])('is refused with %o hours', (portPromiseHours) => expect(() => manifest({ answerValidDays: 2, qualificationValidMinutes: 3, portPromiseHours })).toThrow(/portPromiseHours/))
})
