import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { zOrderedFault } from './faults.ts'
import type { FaultFile, OrderedFault } from './faults.ts'

const zFile = z.object({ faults: z.array(zOrderedFault) })

/** The ordered faults beside the effect book. A file that cannot be read holds none: what was ordered is a wish, what happened is in the book. */
export const openFaultFile = (path: string): FaultFile => ({
  recovered: recover(path),
  save: (faults) => {
    // Renamed into place: a provider that is killed while it writes has the old list or the new one.
    writeFileSync(`${path}.new`, JSON.stringify({ faults }), { flush: true })
    renameSync(`${path}.new`, path)
  },
})

function recover(path: string): readonly OrderedFault[] {
  try {
    return zFile.parse(JSON.parse(readFileSync(path, 'utf8'))).faults
  } catch {
    return []
  }
}
