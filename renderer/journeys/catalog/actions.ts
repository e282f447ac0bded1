import type { Work } from '../../app/work.ts'
import { createCorrectActions } from './correct-actions.ts'
import { bringFile } from '../files/bring-file.ts'
import type { CatalogsState } from './state.ts'

/** Verbs on the catalog. A late answer about a file or a day that was changed meanwhile is dropped. */
export function createCatalogActions(work: Work) {
  const { client, get, set } = work
  const state = () => get().catalogs
  const patch = (change: Partial<CatalogsState>) => set({ catalogs: { ...state(), ...change } })
  const read = async () => {
    const answer = await client.call('catalog.overview', {})
    patch({ overview: answer.ok ? answer.value : 'failed' })
  }
  const changeOf = ({ file, from }: CatalogsState) => (file ? { kind: 'file' as const, fileId: file.fileId, from: from === '' ? null : from } : null)
  const check = async () => {
    const asked = state()
    const change = changeOf(asked)
    if (!change) return
    const answer = await client.call('catalog.check', { change })
    if (state().file !== asked.file || state().from !== asked.from) return
    patch(answer.ok ? { check: answer.value, problem: null } : { check: null, problem: answer.error })
  }
  const putAway = () => {
    const { file } = state()
    if (file) void client.call('files.drop', { fileId: file.fileId })
    patch({ file: null, check: null, problem: null })
  }
  const endingOf = () => {
    const { ending } = state()
    return ending && ending.lastDay !== '' ? { ending, change: { kind: 'withdraw' as const, offerings: [{ id: ending.id, lastDay: ending.lastDay }] } } : null
  }
  return {
    ...createCorrectActions(work),
    read,
    show: async () => {
      set({ screen: 'catalog' })
      await read()
    },
    /** Another version was taken over: what is on the screen is read again, a chosen file is compared anew. */
    changed: () => {
      if (get().screen !== 'catalog') return
      void read()
      if (state().file && !state().isPublishing) void check()
    },
    chooseFile: async (file: File) => {
      putAway()
      patch({ reading: file.name, published: null })
      const brought = await bringFile(client, file)
      patch({ reading: null })
      if (!brought.ok) return patch({ problem: brought.error })
      patch({ file: { fileId: brought.fileId, name: file.name } })
      await check()
    },
    chooseFrom: async (from: string) => {
      patch({ from, check: null })
      await check()
    },
    putAway,
    publish: async () => {
      const change = changeOf(state())
      const checked = state().check
      if (!change || checked?.kind !== 'planned' || state().isPublishing) return
      patch({ isPublishing: true, problem: null })
      const answer = await client.call('catalog.publish', { change, seen: checked.published })
      patch({ isPublishing: false })
      if (!answer.ok) {
        patch({ problem: answer.error })
        return answer.error.code === 'catalog-moved' ? check() : undefined
      }
      putAway()
      patch({ published: answer.value, from: '' })
      await read()
    },
    openRules: (key: string) => patch({ openKey: state().openKey === key ? null : key }),
    showEnded: () => patch({ isShowingEnded: !state().isShowingEnded }),
    askEnd: (offering: { readonly id: string; readonly name: string } | null) => patch({ ending: offering && { ...offering, lastDay: '', check: null, problem: null }, published: null }),
    chooseLastDay: async (lastDay: string) => {
      const { ending } = state()
      if (!ending) return
      patch({ ending: { ...ending, lastDay, check: null, problem: null } })
      const asked = endingOf()
      if (!asked) return
      const answer = await client.call('catalog.check', { change: asked.change })
      const now = state().ending
      if (now?.id !== ending.id || now.lastDay !== lastDay) return
      patch({ ending: { ...now, ...(answer.ok ? { check: answer.value } : { problem: answer.error }) } })
    },
    endIt: async () => {
      const asked = endingOf()
      if (asked?.ending.check?.kind !== 'planned' || state().isPublishing) return
      patch({ isPublishing: true })
      const answer = await client.call('catalog.publish', { change: asked.change, seen: asked.ending.check.published })
      if (!answer.ok) return patch({ isPublishing: false, ending: { ...asked.ending, problem: answer.error } })
      patch({ isPublishing: false, ending: null, published: answer.value })
      await read()
    },
  }
}
