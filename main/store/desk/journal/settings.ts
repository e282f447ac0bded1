import type { Db } from '../../sql/open.ts'

export type SettingRows = ReturnType<typeof settingRows>

/** Small facts of this desk: its id, and what an administrator chose. */
export function settingRows(db: Db) {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM desk_setting WHERE name = ?')
  const set = db.prepare('INSERT INTO desk_setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
  const read = (name: string): string | null => get.get(name)?.value ?? null
  return {
    get: read,
    set: (name: string, value: string): void => void set.run(name, value),
    /** Minted at the first start and never again. */
    getOrSet: (name: string, mint: () => string): string => {
      const known = read(name)
      if (known !== null) return known
      const minted = mint()
      set.run(name, minted)
      return minted
    },
  }
}
