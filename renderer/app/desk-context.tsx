import { createContext, useContext, useLayoutEffect, useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { isSameData } from '../../shared/kernel/same-data.ts'
import { createBehind } from './behind.ts'
import type { Desk } from './store.ts'
import type { DeskState } from './state.ts'

const Context = createContext<Desk | null>(null)
/** The state that components below show: in front, or a frame behind. */
const Shown = createContext<StoreApi<DeskState> | null>(null)
const BehindContext = createContext<StoreApi<DeskState> | null>(null)

export function DeskProvider({ desk, children }: { readonly desk: Desk; readonly children: ReactNode }) {
  const behind = useMemo(() => createBehind(desk.store), [desk])
  useLayoutEffect(() => behind.follow(window), [behind])
  return <Context value={desk}><Shown value={desk.store}><BehindContext value={behind.store}>{children}</BehindContext></Shown></Context>
}

/** What stands in it shows the state a frame behind (`createBehind`). Not for fields: a field shows what is typed into it at once. */
export const Behind = ({ children }: { readonly children: ReactNode }) => <Shown value={useBehindStore()}>{children}</Shown>

/** A part of the state, a frame behind. */
export const useDeskStateBehind = <T,>(select: (state: DeskState) => T): T => useStore(useBehindStore(), select)

/** The desk's verbs. */
export function useDesk(): Desk {
  return inside(useContext(Context))
}

/** A part of the state; the component draws again when that part changes. */
export const useDeskState = <T,>(select: (state: DeskState) => T): T => useStore(inside(useContext(Shown)), select)

const useBehindStore = (): StoreApi<DeskState> => inside(useContext(BehindContext))

function inside<T>(provided: T | null): T {
  if (provided === null) throw new Error('a component stands outside the desk')
  return provided
}

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
