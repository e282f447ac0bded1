import { createHash } from 'node:crypto'
import { createReadStream, openSync, readSync, closeSync, statSync } from 'node:fs'

/** An input as it lies there. `digest`: null for what is no file (a pipe): it can be read once and is never taken up again. */
export type Source = { readonly path: string; readonly bytes: number; readonly digest: string | null; readonly head: string; readonly chunks: (offset: number) => AsyncIterable<Buffer> }

const CHUNK_BYTES = 256 << 10
const HEAD_BYTES = 64 << 10

/** Opens a file, or a pipe. Errors: throws what the system says of it. */
export async function openSource(path: string): Promise<Source> {
  const stat = statSync(path)
  if (!stat.isFile()) return openPipe(path)
  return { path, bytes: stat.size, digest: await digestOf(path), head: readHead(path), chunks: (offset) => createReadStream(path, { start: offset, highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer> }
}

async function openPipe(path: string): Promise<Source> {
  const iterator = (createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  const first = await iterator.next()
  const head = first.done ? Buffer.alloc(0) : first.value
  async function* chunks(): AsyncGenerator<Buffer> {
    yield head
    try {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { path, bytes: 0, digest: null, head: head.subarray(0, HEAD_BYTES).toString('utf8'), chunks }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function readHead(path: string): string {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    return head.toString('utf8', 0, readSync(file, head, 0, HEAD_BYTES, 0))
  } finally {
    closeSync(file)
  }
}
