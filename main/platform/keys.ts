import { randomBytes, scryptSync } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RawKey } from '../store/sql/open.ts'

export type KeySource = 'demoFile' | 'passphrase' | 'secretStore'
/** What wraps the key where the system has a store for secrets (Electron's safeStorage). */
export type SecretStore = { readonly protect: (text: string) => Buffer; readonly reveal: (bytes: Buffer) => string }
export type DeskKey = { readonly key: RawKey; readonly source: KeySource }

/**
 * The key of a data directory: wrapped by the system's secret store, derived from a passphrase, or, for demo data only, in a plain
 * 0600 file. A directory keeps the source it was made with. Errors: throws when a file is there that the given means cannot read.
 */
export function deskKey(directory: string, means: { readonly secretStore?: SecretStore; readonly passphrase?: string } = {}): DeskKey {
  const wrapped = join(directory, 'key.wrapped')
  const salt = join(directory, 'key.salt')
  const plain = join(directory, 'key')
  if (existsSync(plain)) return { key: readFileSync(plain, 'utf8').trim(), source: 'demoFile' }
  if (means.secretStore) return { key: wrappedKey(wrapped, means.secretStore), source: 'secretStore' }
  if (means.passphrase !== undefined || existsSync(salt)) {
    if (means.passphrase === undefined) throw new Error('this data was made with a passphrase; give it with LASTMILE_PASSPHRASE')
    return { key: passphraseKey(salt, means.passphrase), source: 'passphrase' }
  }
  if (existsSync(wrapped)) throw new Error('this data was made with the secret store of the desktop app; open it there')
  return { key: plainKey(plain), source: 'demoFile' }
}

const newKey = (): RawKey => randomBytes(32).toString('hex')

function plainKey(file: string): RawKey {
  const key = newKey()
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
  return key
}

function wrappedKey(file: string, store: SecretStore): RawKey {
  if (existsSync(file)) return store.reveal(readFileSync(file))
  const key = newKey()
  writeFileSync(file, store.protect(key), { mode: 0o600, flag: 'wx' })
  return key
}

/** scrypt with N 2^17, r 8, p 1: about half a second, once per start; the files themselves are opened with the raw key. */
function passphraseKey(saltFile: string, passphrase: string): RawKey {
  if (!existsSync(saltFile)) writeFileSync(saltFile, randomBytes(16), { mode: 0o600, flag: 'wx' })
  return scryptSync(passphrase, readFileSync(saltFile), 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }).toString('hex')
}
