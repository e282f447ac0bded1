import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
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
