import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type InlineConfig } from 'vite'
import { stampSources, STAMP_FILE } from './source-stamp.ts'

/**
 * Builds pages, main bundles and preload into `root/out`. They are made beside it and moved into its place when all are there:
 * a build that fails or is interrupted leaves the last good one, and two at once cannot mix.
 * Errors: rejects with the bundler's own error.
 */
export async function buildDesk(root: string): Promise<void> {
  const stamp = await stampSources(root)
  const next = join(root, `out.next-${process.pid}`)
  try {
    await mkdir(next, { recursive: true })
    await build(pages(root, join(next, 'renderer')))
    await build(mainBundles(root, join(next, 'main')))
    await build(preload(root, join(next, 'preload')))
    await writeFile(join(next, STAMP_FILE), stamp)
    await takePlace(next, join(root, 'out'))
  } finally {
    await rm(next, { recursive: true, force: true })
  }
}

const pages = (root: string, outDir: string): InlineConfig => ({
  configFile: join(root, 'vite.config.ts'), root: join(root, 'renderer'), logLevel: 'warn', build: { outDir },
})

/** Entries of out/main. Threads and processes are named as `entryUrl` names them. */
const MAIN_ENTRIES = {
  electron: 'main/hosts/electron/main.ts',
  'console-thread': 'main/hosts/console-thread.ts',
  'central-thread': 'main/hosts/central/central-thread.ts',
  'import-thread': 'main/hosts/import/import-thread.ts',
  'print-thread': 'main/hosts/print/print-thread.ts',
  'sandbox-provider': 'main/hosts/sandbox/provider.ts',
} as const

/** One directory, no subdirectories: `entryUrl` looks beside itself. Only what cannot be bundled stays outside: native code and what finds its own files. */
const mainBundles = (root: string, outDir: string): InlineConfig => ({
  configFile: false, root, logLevel: 'warn',
  ssr: { noExternal: true, external: ['better-sqlite3', 'electron', 'electron-updater', 'pdfkit'] },
  build: {
    ssr: true, outDir, target: 'node24', minify: true, emptyOutDir: true, reportCompressedSize: false, chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(MAIN_ENTRIES).map(([name, source]) => [name, join(root, source)])),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})

/** A sandboxed preload may require nothing but electron, and must be one CommonJS file. */
const preload = (root: string, outDir: string): InlineConfig => ({
  configFile: false, root, logLevel: 'warn',
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true, outDir, target: 'chrome140', minify: true, emptyOutDir: true, reportCompressedSize: false, chunkSizeWarningLimit: 1_500,
    rolldownOptions: { input: { index: join(root, 'preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } },
  },
})

async function takePlace(next: string, place: string): Promise<void> {
  const old = `${place}.old-${process.pid}`
  if (existsSync(place)) await rename(place, old)
  await rename(next, place)
  await rm(old, { recursive: true, force: true })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildDesk(resolve(import.meta.dirname, '../../..'))
