import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLoopbackHost } from '../../../main/hosts/loopback/loopback-host.ts'
import { createFakeConsole, type FakeConsole } from '../../support/fake-console.ts'

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }
export type Sent = { readonly method?: string; readonly path: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer }
export type DeskInASocket = AsyncDisposable & {
  readonly port: number
  readonly authority: string
  readonly console: FakeConsole
  readonly issueCode: () => string
  /** Sends exactly what is given on a fresh connection; node:http does not tidy the path. */
  readonly send: (sent: Sent) => Promise<Answer>
  /** Exchanges a fresh code and answers the Cookie header. */
  readonly signInBrowser: () => Promise<string>
}

export const JSON_TYPE = { 'content-type': 'application/json' } as const

/** A loopback host over a built page of three files beside a secret that must not be served. */
export async function openDeskInASocket(): Promise<DeskInASocket> {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-loopback-'))
  const pagesDir = join(directory, 'renderer')
  mkdirSync(join(pagesDir, 'assets'), { recursive: true })
  writeFileSync(join(pagesDir, 'index.html'), '<!doctype html><html><head></head><body>Lastmile</body></html>')
  writeFileSync(join(pagesDir, 'assets/app.js'), 'export {}')
  writeFileSync(join(pagesDir, 'notes.txt'), 'not a kind of file that is served')
  writeFileSync(join(directory, 'key'), 'the secret outside')
  const console = createFakeConsole()
  const host = await startLoopbackHost({ console, pagesDir, port: 0 })
  const authority = `127.0.0.1:${host.port}`
  const issueCode = () => new URL(host.issueLink()).hash.slice('#code='.length)
  const send = (sent: Sent) => sendRaw(host.port, sent)
  return {
    port: host.port, authority, console, issueCode, send,
    signInBrowser: async () => {
      const answer = await send({ method: 'POST', path: '/api/session', headers: JSON_TYPE, body: JSON.stringify({ code: issueCode() }) })
      return (answer.headers['set-cookie']?.[0] ?? '').split(';', 1)[0] ?? ''
    },
    [Symbol.asyncDispose]: async () => {
      await host.close()
      rmSync(directory, { recursive: true })
    },
  }
}

function sendRaw(port: number, sent: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path: sent.path, method: sent.method ?? 'GET', headers: { ...sent.headers }, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }))
    })
    outgoing.on('error', reject)
    outgoing.end(sent.body)
  })
}
