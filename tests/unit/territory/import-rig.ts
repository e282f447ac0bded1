import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportContext } from '../../../main/territory/import/context.ts'
import { refusalsOf, runImport } from '../../../main/territory/import/run-import.ts'
import type { ImportKind } from '../../../shared/domain/import-job.ts'
import type { Cache, TerritoryInfo } from '../../../main/store/desk/cache/cache.ts'
import { tempCache } from '../cache/caches.ts'

export const TINYTOWN: TerritoryInfo = { name: 'tinytown', title: 'Tinytown', region: 'NV', zone: 'America/Los_Angeles', sandbox: true, billCycleDay: null, policy: { answerValidMs: 1, qualificationValidMs: 1 } }
export const freshContext = (change: Partial<ImportContext> = {}): ImportContext => ({ city: 'Tinytown', region: 'NV', providers: {}, technologies: {}, provider: null, dropLimitM: 30, reference: null, ...change })

/** A cache of its own and files written for one test. */
export function importRig() {
  const temp = tempCache()
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-import-'))
  const target = temp.cache.territoryImport()
  target.begin(TINYTOWN)
  return {
    cache: temp.cache as Cache, target,
    write: (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(directory, name), content)
      return join(directory, name)
    },
    run: async (kind: ImportKind, path: string, change: Partial<ImportContext> = {}) => {
      const [report] = await runImport([{ kind, path }], { target, terrainDir: join(directory, 'kept-terrain'), context: freshContext({ reference: target.reference(), ...change }) })
      return { ...report!, lines: refusalsOf(report!, target, 100) }
    },
    remove: () => {
      temp.remove()
      rmSync(directory, { recursive: true })
    },
  }
}
