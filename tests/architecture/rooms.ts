/** What a room may import. `types`: only by `import type`. Anything not named is forbidden. Source: design.md section 4. */
export type Room = { readonly path: string; readonly imports: readonly string[]; readonly types?: readonly string[]; readonly node?: true; readonly electron?: true }

const SHARED = ['shared/kernel', 'shared/domain', 'shared/engines', 'shared/contract', 'shared/messages'] as const
const MAIN = ['main/console', 'main/provisioning', 'main/central', 'main/territory', 'main/store', 'main/print', 'main/platform'] as const

/** A file belongs to the first room whose path it begins with. */
export const ROOMS: readonly Room[] = [
  { path: 'shared/kernel', imports: [] },
  { path: 'shared/domain', imports: ['shared/kernel'] },
  { path: 'shared/engines', imports: ['shared/kernel', 'shared/domain'] },
  { path: 'shared/contract', imports: ['shared/kernel', 'shared/domain'] },
  { path: 'shared/messages', imports: ['shared/kernel', 'shared/domain'] },
  { path: 'main/console', imports: SHARED, types: ['main/provisioning', 'main/platform'], node: true },
  { path: 'main/provisioning', imports: SHARED, types: ['main/platform'], node: true },
  { path: 'main/central', imports: SHARED, types: ['main/platform'], node: true },
  // Reads a territory's files into domain values and fills the cache through its port.
  { path: 'main/territory', imports: SHARED, types: ['main/store/desk'], node: true },
  // Pages for paper; a host runs it in a thread.
  { path: 'main/print', imports: SHARED, node: true },
  { path: 'main/store', imports: SHARED, types: ['main/console', 'main/provisioning', 'main/central'], node: true },
  { path: 'main/platform', imports: SHARED, types: ['main/store/sql/open.ts'], node: true },
  { path: 'main/hosts/sandbox', imports: ['shared/kernel'], node: true },
  { path: 'main/hosts/electron', imports: [...SHARED, ...MAIN, 'main/hosts'], node: true, electron: true },
  // The practice payment page is no provider: it has no book and no faults, and lives with the host.
  // The supervisor is how a host starts providers; what a provider does stays behind its ports.
  { path: 'main/hosts', imports: [...SHARED, ...MAIN, 'main/hosts/sandbox/supervise.ts', 'main/hosts/sandbox/payment-page.ts'], node: true },
  { path: 'preload', imports: ['shared/contract'], electron: true },
  { path: 'renderer', imports: ['shared/kernel', 'shared/domain', 'shared/contract', 'shared/messages'] },
]
