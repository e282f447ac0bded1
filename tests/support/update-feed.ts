import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What electron-updater's generic provider asks for on this platform. */
export const CHANNEL_FILE = { win32: 'latest.yml', darwin: 'latest-mac.yml' }[process.platform as string] ?? 'latest-linux.yml'
export const PROGRAM = { win32: 'Desk.exe', darwin: 'Desk.zip' }[process.platform as string] ?? 'Desk.AppImage'
export type FeedFiles = Readonly<Record<string, string | Buffer>>

/** Serves named files on 127.0.0.1; what is not among them is not found. `put` replaces them. */
export async function serveFeed(files: FeedFiles): Promise<{ readonly url: string; readonly put: (files: FeedFiles) => void; readonly close: () => void }> {
  let served = files
  const server = createServer((request, response) => {
    const content = served[(request.url ?? '').slice(1).split('?')[0] ?? '']
    response.writeHead(content === undefined ? 404 : 200).end(content)
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put: (next) => (served = next),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A channel file that describes `program` truly. */
export const channel = (version: string, program: Buffer): string => `version: ${version}
files:
  - url: ${PROGRAM}
    sha512: ${createHash('sha512').update(program).digest('base64')}
    size: ${program.length}
path: ${PROGRAM}
releaseDate: '2026-11-22T00:00:00.000Z'
`
