import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that some tests run against and that npm does not bring. */
export const PEERS = { freeradius: ['freeradius', 'radiusd'], radclient: ['radclient'], strace: ['strace'], chromium: ['chromium', 'chromium-browser'] } as const
export type PeerName = keyof typeof PEERS
export type Peer = { readonly kind: 'present'; readonly path: string } | { readonly kind: 'absent'; readonly why: string }

/** Debian keeps servers where an ordinary PATH does not look. */
const SERVER_DIRECTORIES = ['/usr/sbin', '/usr/local/sbin'] as const

/** Finds a peer. `why` is the installer's own words where CI tried and failed (LASTMILE_PEER_ERROR_<peer>). */
export function findPeer(name: PeerName, env: Readonly<Record<string, string | undefined>> = process.env): Peer {
  const directories = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...SERVER_DIRECTORIES]
  const path = directories.flatMap((directory) => PEERS[name].map((program) => join(directory, program))).find((file) => existsSync(file))
  if (path) return { kind: 'present', path }
  return { kind: 'absent', why: env[`LASTMILE_PEER_ERROR_${name}`] ? 'it could not be installed here; the installer\'s own error stands above' : `${name} is not installed` }
}

/** Finds a peer or says aloud that `what` is not tested. */
export function findPeerOrSay(name: PeerName, what: string): string | null {
  const peer = findPeer(name)
  if (peer.kind === 'present') return peer.path
  process.stdout.write(`SKIPPED ${what}: ${peer.why}\n`)
  return null
}
