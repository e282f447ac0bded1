import { createContext, useContext, useRef } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { isSameData } from '../../shared/kernel/same-data.ts'
import type { Desk } from './store.ts'
import type { DeskState } from './state.ts'

const Context = createContext<Desk | null>(null)

export const DeskProvider = ({ desk, children }: { readonly desk: Desk; readonly children: ReactNode }) => <Context value={desk}>{children}</Context>

/** The desk's verbs. */
export function useDesk(): Desk {
  const desk = useContext(Context)
  if (!desk) throw new Error('a component stands outside the desk')
  return desk
}

/** A part of the state; the component draws again when that part changes. */
export const useDeskState = <T,>(select: (state: DeskState) => T): T => useStore(useDesk().store, select)

/**
 * What a component shows of the state, as plain data made by `view`. It draws again only when that data differs: a key typed into one
 * field changes the state, and redraws nothing that does not show it.
 */
export function useDeskView<T>(view: (state: DeskState) => T): T {
  const shown = useRef<{ readonly data: T } | null>(null)
  return useDeskState((state) => {
    const data = view(state)
    if (!shown.current || !isSameData(shown.current.data, data)) shown.current = { data }
    return shown.current.data
  })
}
