import { aCatalog, anAddress, aQualification, aRegistration, OFFERING_IDS, PASSWORD, START, TOTAL_MINOR, PROMISES_MADE } from '../../support/signup-fixtures.ts'
import { CTX, openDesk, unwrap } from '../../support/fake-desk.ts'
import type { DeskOptions } from '../../support/fake-desk.ts'
import { createWorld } from '../../support/fake-world.ts'
import { createVirtualTime, seededIds } from '../../support/virtual-time.ts'

export type BenchDesk = Disposable & Pick<ReturnType<typeof openDesk>, 'journal'> & {
  /** Prepares a caller's draft at a place of its own and answers its submit, not yet sent. */
  readonly prepareSubmit: () => Promise<() => string>
  /** One second later; answers when that is. */
  readonly tick: () => number
}

/** A desk over a real journal in `directory`. Its runner is not started, so nobody but the measured work writes. */
export function openBenchDesk(directory: string, options: Pick<DeskOptions, 'watchTaking'> = {}): BenchDesk {
  const time = createVirtualTime(START)
  const catalog = aCatalog()
  const { journal, openDraft, saveDraft, submit } = openDesk({ ...options, directory, time, catalog: () => catalog, world: createWorld({ time, catalog: () => catalog }) })
  const ids = seededIds(2)
  let places = 0
  return {
    journal,
    tick: () => {
      time.jump(1_000)
      return time.clock.now()
    },
    prepareSubmit: async () => {
      const place = `bench-${++places}`
      const draft = unwrap(await openDraft({ commandId: ids.next() }, CTX))
      const qualification = aQualification(anAddress(place))
      unwrap(journal.write((tx) => (tx.qualifications.save(qualification), { ok: true, value: null })))
      const saved = unwrap(await saveDraft({ draftId: draft.id, revision: draft.revision, place, qualificationId: qualification.id, offeringIds: OFFERING_IDS, registration: aRegistration(), ispPassword: PASSWORD, promises: PROMISES_MADE }, CTX))
      const input = { commandId: ids.next(), draftId: saved.id, revision: saved.revision, catalogVersion: catalog.version, totalMinor: TOTAL_MINOR }
      return () => {
        const taken = submit(input, CTX)
        if (taken instanceof Promise) throw new Error('an order is taken in one turn')
        return unwrap(taken).orderId
      }
    },
    [Symbol.dispose]: journal.close,
  }
}
