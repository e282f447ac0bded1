import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { contentSecurityPolicy, PROTECTIVE_HEADERS, WORKER_POLICY } from './content-security-policy.ts'

/** Exact URL path → file on disk. */
export type PageFiles = ReadonlyMap<string, string>
export type PageAnswer = { readonly status: 200 | 404; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer }

/**
 * Lists the built renderer once. A request is looked up by its exact path, never joined to a directory,
 * so no spelling of `..` can leave it: what was not listed does not exist.
 */
export function listPageFiles(directory: string): PageFiles {
  const files = new Map<string, string>()
  for (const item of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!item.isFile()) continue
    const file = join(item.parentPath, item.name)
    files.set(`/${relative(directory, file).split(sep).join('/')}`, file)
  }
  const index = files.get('/index.html')
  if (index) files.set('/', index)
  return files
}

/** Answers one path (as it stands in the request, undecoded, without the query). A page gets a fresh nonce in its policy and in `<meta name="csp-nonce">`. */
export function answerPage(files: PageFiles, path: string): PageAnswer {
  const file = files.get(path)
  const type = file && TYPES[extname(file)]
  if (!file || !type) return { status: 404, headers: { ...PROTECTIVE_HEADERS, 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from('Not found\n') }
  const content = readFileSync(file)
  if (extname(file) !== '.html') {
    return { status: 200, headers: { ...PROTECTIVE_HEADERS, 'content-type': type, 'content-security-policy': WORKER_POLICY, 'cache-control': path.startsWith('/assets/') ? IMMUTABLE : 'no-cache' }, body: content }
  }
  const nonce = randomBytes(16).toString('base64')
  const page = content.toString('utf8').replace('<head>', `<head><meta name="csp-nonce" content="${nonce}">`)
  return {
    status: 200,
    headers: { ...PROTECTIVE_HEADERS, 'content-type': type, 'cache-control': 'no-store', 'content-security-policy': contentSecurityPolicy(nonce) },
    body: Buffer.from(page),
  }
}

/** The build names files under assets/ by their content. */
const IMMUTABLE = 'private, max-age=31536000, immutable'
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}
