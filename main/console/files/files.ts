import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'

/** Where what a window brings is kept, piece by piece. */
export type BroughtFiles = {
  readonly begin: (name: string) => string
  /** How much of a file is there; null: there is no such file. */
  readonly received: (fileId: string) => number | null
  readonly append: (fileId: string, piece: Uint8Array) => number
  readonly pathOf: (fileId: string) => string | null
  readonly readText: (fileId: string, maxBytes: number) => string | null
  readonly drop: (fileId: string) => void
}
type Deps = { readonly files: BroughtFiles }

export const createBeginFile = ({ files }: Deps): Handler<'files.begin'> => ({ name }) => ok({ fileId: files.begin(name) })

/** The next piece of a file. A piece that came before is answered as it was; one that would leave a gap is refused with what is there. */
export const createPutFile = ({ files }: Deps): Handler<'files.put'> => ({ fileId, offset, content }) => {
  const received = files.received(fileId)
  if (received === null) return err(appError('file-unknown'))
  const piece = Buffer.from(content, 'base64')
  if (offset + piece.length <= received) return ok({ received })
  if (offset !== received) return err(appError('file-gap', { received }))
  return ok({ received: files.append(fileId, piece) })
}

export const createDropFile = ({ files }: Deps): Handler<'files.drop'> => ({ fileId }) => {
  files.drop(fileId)
  return ok({})
}
