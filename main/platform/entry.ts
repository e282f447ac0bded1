/** What runs in a thread or a process of its own, and where its source stands from here. */
const ENTRIES = {
  'console-thread': '../hosts/console-thread.ts',
  'central-thread': '../hosts/central/central-thread.ts',
  'import-thread': '../hosts/import/import-thread.ts',
  'print-thread': '../hosts/print/print-thread.ts',
  'sandbox-provider': '../hosts/sandbox/provider.ts',
} as const

export type EntryName = keyof typeof ENTRIES

/**
 * Where an entry is: its source when this program runs from source, `out/main/<name>.js` when it is built.
 * The build puts every bundle and every chunk into one directory, so a sibling is right wherever this line lands.
 */
export const entryUrl = (name: EntryName): URL => resolveEntry(name, import.meta.url)

/** The rule behind `entryUrl`, for a module at `moduleUrl`. */
export const resolveEntry = (name: EntryName, moduleUrl: string): URL =>
  new URL(moduleUrl.endsWith('.ts') ? ENTRIES[name] : `./${name}.js`, moduleUrl)
