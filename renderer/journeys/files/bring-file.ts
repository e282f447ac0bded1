import type { AppError } from '../../../shared/domain/errors.ts'
import type { Client } from '../../client/client.ts'

/** Base64 makes four signs of three bytes, and a call takes a million. */
const PIECE_BYTES = 384 * 1024
const SIGNS_AT_ONCE = 0x8000

export type Brought = { readonly ok: true; readonly fileId: string } | { readonly ok: false; readonly error: AppError } | { readonly ok: false; readonly error: null }

/**
 * Brings a chosen file to the desk piece by piece, so that neither holds it whole and the window draws in between. A piece whose answer was
 * lost is sent again; the desk says from where. `isStopped`: asked before each piece; what came so far is then put away.
 */
export async function bringFile(client: Client, file: File, options: { readonly onPiece?: (bytes: number) => void; readonly isStopped?: () => boolean } = {}): Promise<Brought> {
  const begun = await client.call('files.begin', { name: file.name.slice(0, 300) || 'file' })
  if (!begun.ok) return begun
  const { fileId } = begun.value
  for (let offset = 0, tries = 0; offset < file.size;) {
    if (options.isStopped?.()) {
      void client.call('files.drop', { fileId })
      return { ok: false, error: null }
    }
    const piece = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer())
    const put = await client.call('files.put', { fileId, offset, content: base64Of(piece) })
    if (put.ok) [offset, tries] = [put.value.received, 0]
    else if (put.error.code === 'file-gap' && tries++ < 3) offset = Number(put.error.details['received'] ?? 0)
    else return put
    options.onPiece?.(offset)
  }
  return { ok: true, fileId }
}

export function base64Of(bytes: Uint8Array): string {
  const signs: string[] = []
  for (let at = 0; at < bytes.length; at += SIGNS_AT_ONCE) signs.push(String.fromCharCode(...bytes.subarray(at, at + SIGNS_AT_ONCE)))
  return btoa(signs.join(''))
}
