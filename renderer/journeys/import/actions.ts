import { isTransient } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { ImportKind } from '../../../shared/domain/import-job.ts'
import type { Work } from '../../app/work.ts'
import { bringFile } from '../files/bring-file.ts'
import type { ImportField, ImportScreen } from './state.ts'

const REFUSALS = 10_000

/** Verbs on the import of a territory's files. */
export function createImportActions(work: Work) {
  const { client, get, set } = work
  const state = () => get().importing
  const patch = (change: Partial<ImportScreen>) => set({ importing: { ...state(), ...change } })
  let [isReading, isStale, isStopped, nextKey, turn] = [false, false, false, 0, 0]
  /** A person asks: at once, and an answer that never came is not waited for. */
  const read = async (): Promise<void> => {
    const own = ++turn
    isReading = true
    do {
      isStale = false
      const answer = await client.call('territory.importState', {})
      if (own !== turn) return
      patch({ known: answer.ok ? answer.value : 'failed' })
      const sent = await client.call('territory.publication', {})
      if (own !== turn) return
      const following = await client.call('territory.following', {})
      if (own !== turn) return
      if (following.ok) patch({ following: following.value })
      if (sent.ok) patch({ publication: sent.value.publication })
    } while (isStale)
    isReading = false
  }
  /** Events come faster than answers: one question at a time, and one more when something changed meanwhile. */
  const readSoon = (): void => {
    if (isReading) isStale = true
    else void read()
  }
  const jobOf = () => {
    const { known } = state()
    return known === null || known === 'failed' ? null : known.job
  }
  /** The files of the window are brought one after the other; answers what stands in the way, or where each is now. */
  const bringAll = async (): Promise<readonly { kind: ImportKind; fileId: string | null; path: string | null }[] | AppError | null> => {
    const brought: { kind: ImportKind; fileId: string | null; path: string | null }[] = []
    for (const { kind, from } of state().files) {
      if ('path' in from) {
        brought.push({ kind, fileId: null, path: from.path })
        continue
      }
      patch({ bringing: { name: from.file.name, bytes: 0, of: from.file.size } })
      const answer = await bringFile(client, from.file, { isStopped: () => isStopped, onPiece: (bytes) => patch({ bringing: { name: from.file.name, bytes, of: from.file.size } }) })
      if (!answer.ok) {
        for (const { fileId } of brought) if (fileId !== null) void client.call('files.drop', { fileId })
        return answer.error
      }
      brought.push({ kind, fileId: answer.fileId, path: null })
    }
    return brought
  }
  const readPlans = async (): Promise<void> => {
    const answer = await client.call('territory.plansFound', {})
    patch({ found: answer.ok ? answer.value : 'failed' })
  }
  return {
    read, readPlans,
    /** What was refused on its way goes on under its own id: what central has already is not sent for nothing. */
    publish: async () => {
      const { publication } = state()
      const isBrokenOff = publication?.problem ? isTransient(publication.problem) : false
      patch({ problem: null })
      const answer = await client.call('territory.publish', { commandId: publication && isBrokenOff ? publication.commandId : work.host.newId() })
      if (!answer.ok) patch({ problem: answer.error })
      await read()
    },
    choose: async (which: 'central' | 'practice') => {
      if (state().isChoosing) return
      patch({ problem: null, isChoosing: true })
      const answer = await client.call('territory.choose', { which })
      patch({ isChoosing: false, problem: answer.ok ? null : answer.error })
      await read()
    },
    sellFrom: (sellFrom: string) => patch({ sellFrom, problem: null }),
    sellPlans: async () => {
      const { found, sellFrom, isSelling } = state()
      if (isSelling || found === null || found === 'failed') return
      patch({ isSelling: true, problem: null, sold: null })
      const answer = await client.call('territory.sellPlans', { seen: found.published, from: sellFrom === '' ? null : sellFrom })
      patch({ isSelling: false, ...(answer.ok ? { sold: answer.value } : { problem: answer.error }) })
      await readPlans()
    },
    show: async () => {
      set({ screen: 'import' })
      await read()
    },
    changed: () => { if (get().screen === 'import') readSoon() },
    type: (field: ImportField, value: string) => patch({ fields: { ...state().fields, [field]: value }, problem: null }),
    setLive: (isLive: boolean) => patch({ isLive }),
    addFiles: (kind: ImportKind, files: readonly File[]) => patch({ files: [...state().files, ...files.map((file) => ({ key: nextKey++, kind, name: file.name, bytes: file.size, from: { file } }))], problem: null }),
    addPath: (kind: ImportKind, path: string) => patch({ files: [...state().files, { key: nextKey++, kind, name: path, bytes: null, from: { path } }], problem: null }),
    removeFile: (key: number) => patch({ files: state().files.filter((file) => file.key !== key) }),
    start: async () => {
      const { fields, isLive, bringing } = state()
      if (bringing) return
      isStopped = false
      patch({ problem: null, refusals: null })
      const files = await bringAll()
      patch({ bringing: null })
      if (files === null || !Array.isArray(files)) return patch({ problem: files as AppError | null })
      const said = (field: ImportField) => (fields[field].trim() === '' ? null : fields[field].trim())
      const answer = await client.call('territory.import', {
        territory: fields.territory.trim(), title: said('title'), city: said('city'), region: said('region'), zone: said('zone'), provider: said('provider'), dropLimitM: said('dropLimitM') === null ? null : Number(fields.dropLimitM), isLive, files,
      })
      patch(answer.ok ? { files: [] } : { problem: answer.error })
      await read()
    },
    stopBringing: () => void (isStopped = true),
    control: async (verb: 'pause' | 'resume' | 'cancel') => {
      const job = jobOf()
      if (!job) return
      const answer = await client.call('territory.importControl', { importId: job.importId, verb })
      patch({ problem: answer.ok ? null : answer.error })
      await read()
    },
    saveRefusals: async () => {
      const [job, { refusals }] = [jobOf(), state()]
      if (!job || !refusals) return
      const answer = await client.call('territory.saveRefusals', { importId: job.importId, file: refusals.file })
      patch(answer.ok ? { savedAs: answer.value.path } : { problem: answer.error })
    },
    showRefusals: async (file: number | null) => {
      const job = jobOf()
      patch({ savedAs: null })
      if (file === null || !job) return patch({ refusals: null })
      const answer = await client.call('territory.importRefusals', { importId: job.importId, file, limit: REFUSALS })
      patch(answer.ok ? { refusals: { file, ...answer.value } } : { problem: answer.error })
    },
  }
}
