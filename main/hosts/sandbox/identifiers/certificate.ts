import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the ISP shows at the door, and its private key. Both are PEM. */
export type Certificate = { readonly key: string; readonly certificate: string }

const VALID_DAYS = 365
const RENEW_BEFORE_MS = 30 * 86_400_000

/**
 * The certificate of a practice ISP for 127.0.0.1, made at the first start and kept beside its book, so that a restart does not lock its
 * clients out; made anew a month before it runs out. `now`: milliseconds. Rejects when the library that makes one is not installed.
 */
export async function keepCertificate(directory: string, { name, now }: { readonly name: string; readonly now: number }): Promise<Certificate> {
  const files = { key: join(directory, 'tls-key.pem'), certificate: join(directory, 'tls-certificate.pem') }
  const known = existsSync(files.key) && existsSync(files.certificate) ? { key: readFileSync(files.key, 'utf8'), certificate: readFileSync(files.certificate, 'utf8') } : null
  if (known && isGood(known.certificate, now)) return known
  const made = await makeCertificate({ name, now })
  writeFileSync(files.key, made.key, { mode: 0o600, flush: true })
  writeFileSync(files.certificate, made.certificate, { flush: true })
  return made
}

/** A certificate that is its own authority: who is given it can check it, and nobody else trusts it. */
export async function makeCertificate({ name, now, ip = '127.0.0.1', validDays = VALID_DAYS }: { readonly name: string; readonly now: number; readonly ip?: string; readonly validDays?: number }): Promise<Certificate> {
  // Loaded when it is needed: the other practice providers speak no TLS.
  const { generate } = await import('selfsigned')
  const pem = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec', curve: 'P-256', algorithm: 'sha256', notBeforeDate: new Date(now - 86_400_000), notAfterDate: new Date(now + validDays * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
    ],
  })
  return { key: pem.private, certificate: pem.cert }
}

function isGood(certificate: string, now: number): boolean {
  try {
    return Date.parse(new X509Certificate(certificate).validTo) - now > RENEW_BEFORE_MS
  } catch {
    return false
  }
}
